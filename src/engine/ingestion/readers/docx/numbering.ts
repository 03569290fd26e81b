import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';

/** How one level of a list counts and what it shows. */
export interface NumberingLevel {
  start: number;
  format: string;
  /** “%1.%2” shows the counts of the first two levels. */
  text: string;
  /** Restarts after this level (from 1) or one above it; 0 never; undefined after any level above. */
  restart: number | undefined;
  /** Shows the counts of all levels in digits. */
  isLegal: boolean;
  /** The paragraph style that means this level. */
  styleId: string | undefined;
}

export interface NumberingDefinition {
  id: string;
  levels: Map<number, NumberingLevel>;
}

/** A list of the document: a definition, shared with other lists, and what this one has of its own. */
export interface NumberingList {
  definition: NumberingDefinition;
  levels: Map<number, NumberingLevel>;
  /** Counts that levels begin with anew in this list. */
  startOverrides: Map<number, number>;
}

interface RawDefinition extends NumberingDefinition {
  /** Takes the levels of the list that this style names. */
  styleLink: string | undefined;
}

interface RawList {
  definitionId: string;
  levels: Map<number, NumberingLevel>;
  startOverrides: Map<number, number>;
}

/** The lists of a document by their id (`numId`). `listOfStyle` tells the list that a numbering style names. */
export async function readNumbering(
  zip: BoundedZip,
  part: string | undefined,
  fileName: string,
  listOfStyle: (styleId: string) => string | undefined,
): Promise<Map<string, NumberingList>> {
  const parts = new NumberingParts();
  if (part !== undefined) await readXmlWhole(zip, part, fileName, parts);
  const lists = new Map<string, NumberingList>();
  for (const [id, { definitionId, levels, startOverrides }] of parts.lists) {
    let definition = parts.definitions.get(definitionId);
    if (definition?.styleLink !== undefined) {
      const linked = parts.lists.get(listOfStyle(definition.styleLink) ?? '');
      definition = parts.definitions.get(linked?.definitionId ?? '') ?? definition;
    }
    if (definition !== undefined) lists.set(id, { definition, levels, startOverrides });
  }
  return lists;
}

class NumberingParts {
  readonly definitions = new Map<string, RawDefinition>();
  readonly lists = new Map<string, RawList>();
  #definition: RawDefinition | undefined;
  #list: RawList | undefined;
  #override: number | undefined;
  #level: NumberingLevel | undefined;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes['val'] ?? '';
    switch (name) {
      case 'abstractNum': {
        const id = attributes['abstractNumId'] ?? '';
        this.#definition = { id, levels: new Map(), styleLink: undefined };
        this.definitions.set(id, this.#definition);
        break;
      }
      case 'num':
        this.#list = { definitionId: '', levels: new Map(), startOverrides: new Map() };
        this.lists.set(attributes['numId'] ?? '', this.#list);
        break;
      case 'abstractNumId':
        if (this.#list !== undefined) this.#list.definitionId = value;
        break;
      case 'numStyleLink':
        if (this.#definition !== undefined) this.#definition.styleLink = value;
        break;
      case 'lvlOverride':
        this.#override = wholeNumber(attributes['ilvl'], 0);
        break;
      case 'startOverride':
        if (this.#override !== undefined) this.#list?.startOverrides.set(this.#override, wholeNumber(value, 1));
        break;
      case 'lvl': {
        this.#level = { start: 1, format: 'decimal', text: '', restart: undefined, isLegal: false, styleId: undefined };
        const levels = this.#list?.levels ?? this.#definition?.levels;
        levels?.set(wholeNumber(attributes['ilvl'], 0), this.#level);
        break;
      }
      default:
        if (this.#level !== undefined) levelProperty(this.#level, name, value, attributes);
    }
  }

  close(name: string): void {
    if (name === 'lvl') this.#level = undefined;
    else if (name === 'lvlOverride') this.#override = undefined;
    else if (name === 'abstractNum') this.#definition = undefined;
    else if (name === 'num') this.#list = undefined;
  }
}

function levelProperty(level: NumberingLevel, name: string, value: string, attributes: Readonly<Record<string, string>>): void {
  if (name === 'start') level.start = wholeNumber(value, 1);
  else if (name === 'numFmt') level.format = value === 'custom' && /^0\d/.test(attributes['format'] ?? '') ? 'decimalZero' : value;
  else if (name === 'lvlText') level.text = value;
  else if (name === 'lvlRestart') level.restart = wholeNumber(value, 0);
  else if (name === 'isLgl') level.isLegal = value !== '0' && value !== 'false';
  else if (name === 'pStyle') level.styleId = value;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? '');
  return text === undefined || text === '' || !Number.isSafeInteger(value) ? otherwise : value;
}
