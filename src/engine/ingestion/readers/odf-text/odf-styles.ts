import type { XmlHandler } from '../package/read-xml.ts';

/** How one level of a list or of the outline counts and what it shows. */
export interface OdfLevel {
  /** “1”, “a”, “I”; empty where the level shows no number. */
  format: string;
  prefix: string;
  suffix: string;
  start: number;
  /** How many levels' counts are shown, this one last. */
  shownLevels: number;
  /** “%1%.%2%” shows the counts of the first two levels; wins over prefix, suffix and shown levels. */
  template: string | undefined;
  /** Set for a level of bullets. */
  bullet: string | undefined;
}

export interface OdfParagraphStyle {
  /** The names of the style and of those it is based on. */
  names: string[];
  /** Empty when its paragraphs are taken out of the numbering of headings. */
  listStyle: string | undefined;
  outlineLevel: number | undefined;
}

interface RawStyle {
  parent: string | undefined;
  listStyle: string | undefined;
  outlineLevel: number | undefined;
}

const MAX_BASES = 20;
const OUTLINE = '';

/** Gathers the styles of an OpenDocument text as its parts stream by. */
export class OdfStyles implements XmlHandler {
  readonly #styles = new Map<string, RawStyle>();
  readonly #lists = new Map<string, Map<number, OdfLevel>>();
  #list: Map<number, OdfLevel> | undefined;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'style' && attributes['family'] === 'paragraph') {
      const level = Number(attributes['default-outline-level'] ?? '');
      this.#styles.set(attributes['name'] ?? '', {
        parent: attributes['parent-style-name'],
        listStyle: attributes['list-style-name'],
        outlineLevel: level > 0 ? level : undefined,
      });
    } else if (name === 'list-style' || name === 'outline-style') {
      this.#list = new Map();
      this.#lists.set(name === 'outline-style' ? OUTLINE : (attributes['name'] ?? ''), this.#list);
    } else if (this.#list !== undefined && /^(?:list|outline)-level-style/.test(name)) {
      const level = Number(attributes['level'] ?? 1);
      if (level >= 1 && level <= 10) this.#list.set(level, levelOf(name, attributes));
    }
  }

  close(name: string): void {
    if (name === 'list-style' || name === 'outline-style') this.#list = undefined;
  }

  paragraph(name: string): OdfParagraphStyle {
    const style: OdfParagraphStyle = { names: [], listStyle: undefined, outlineLevel: undefined };
    let next: string | undefined = name;
    for (let step = 0; next !== undefined && next !== '' && step < MAX_BASES; step += 1) {
      style.names.push(next.replaceAll('_20_', ' ').toLowerCase());
      const raw: RawStyle | undefined = this.#styles.get(next);
      style.listStyle ??= raw?.listStyle;
      style.outlineLevel ??= raw?.outlineLevel;
      next = raw?.parent;
    }
    return style;
  }

  /** Levels count from 1. Undefined for a style that is not defined. */
  level(listStyle: string, level: number): OdfLevel | undefined {
    return this.#lists.get(listStyle)?.get(level);
  }

  outlineLevel(level: number): OdfLevel | undefined {
    return this.level(OUTLINE, level);
  }
}

function levelOf(name: string, attributes: Readonly<Record<string, string>>): OdfLevel {
  const isNumber = name.endsWith('-number') || name === 'outline-level-style';
  return {
    format: attributes['num-format'] ?? '',
    prefix: attributes['num-prefix'] ?? '',
    suffix: attributes['num-suffix'] ?? '',
    start: wholeNumber(attributes['start-value'], 1),
    shownLevels: wholeNumber(attributes['display-levels'], 1),
    template: attributes['num-list-format'],
    bullet: isNumber ? undefined : (attributes['bullet-char'] ?? ''),
  };
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  const value = Number(text ?? '');
  return text === undefined || text === '' || !Number.isSafeInteger(value) ? otherwise : value;
}
