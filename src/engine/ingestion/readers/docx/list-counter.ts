import { bullet, chinese, circled, letters, ordinal, roman } from '../package/list-number.ts';
import type { NumberingLevel, NumberingList } from './numbering.ts';

export interface ListLabel {
  /** What stands before the item: “2.1.3”, “•”; empty where the list shows nothing. */
  text: string;
  isBullet: boolean;
  /** From 0. */
  level: number;
}

const LEVELS = 9;
/** No page has a longer one; templates could multiply. */
const MAX_LABEL_CHARS = 100;

/** Counts the items of a document's lists in the order they come. Lists of one definition go on counting together. */
export class ListCounter {
  readonly #lists: ReadonlyMap<string, NumberingList>;
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  constructor(lists: ReadonlyMap<string, NumberingList>) {
    this.#lists = lists;
  }

  /** Takes the next item of a list. Without `level` the one that the style means. Undefined for a list that is not defined. */
  next(listId: string, level: number | undefined, styleId: string): ListLabel | undefined {
    const list = this.#lists.get(listId);
    if (list === undefined) return undefined;
    const at = Math.min(Math.max(level ?? levelOfStyle(list, styleId), 0), LEVELS - 1);
    const counts = this.#countsOf(list);
    const override = list.startOverrides.get(at);
    const key = `${listId}:${at}`;
    if (override !== undefined && !this.#begun.has(key)) counts[at] = override;
    else counts[at] = counts[at] === undefined ? startOf(list, at) : counts[at] + 1;
    this.#begun.add(key);
    for (let below = at + 1; below < LEVELS; below += 1) {
      const restart = levelOf(list, below)?.restart;
      if (restart === undefined || at < restart) counts[below] = undefined;
    }
    return { ...label(list, at, counts), level: at };
  }

  #countsOf(list: NumberingList): (number | undefined)[] {
    let counts = this.#counts.get(list.definition.id);
    if (counts === undefined) {
      counts = Array.from({ length: LEVELS });
      this.#counts.set(list.definition.id, counts);
    }
    return counts;
  }
}

function levelOf(list: NumberingList, level: number): NumberingLevel | undefined {
  return list.levels.get(level) ?? list.definition.levels.get(level);
}

function startOf(list: NumberingList, level: number): number {
  return list.startOverrides.get(level) ?? levelOf(list, level)?.start ?? 1;
}

function levelOfStyle(list: NumberingList, styleId: string): number {
  if (styleId === '') return 0;
  for (const [level, { styleId: means }] of list.definition.levels) {
    if (means === styleId) return level;
  }
  return 0;
}

function label(list: NumberingList, at: number, counts: readonly (number | undefined)[]): Omit<ListLabel, 'level'> {
  const own = levelOf(list, at);
  if (own === undefined) return { text: '', isBullet: false };
  if (own.format === 'bullet') return { text: bullet(own.text), isBullet: true };
  const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
    const level = Number(digit) - 1;
    const shown = levelOf(list, level);
    const format = shown === undefined || (own.isLegal && shown.format !== 'none') ? 'decimal' : shown.format;
    return formatted(counts[level] ?? startOf(list, level), format);
  });
  return { text: text.slice(0, MAX_LABEL_CHARS).trim(), isBullet: false };
}

function formatted(value: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return '';
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'lowerRoman':
      return roman(value);
    case 'upperRoman':
      return roman(value).toUpperCase();
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'ordinal':
      return ordinal(value);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return circled(value);
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'ideographDigital':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return chinese(value);
    default:
      return String(value);
  }
}
