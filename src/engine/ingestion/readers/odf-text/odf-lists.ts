import { bullet, chinese, circled, letters, ordinal, roman } from '../package/list-number.ts';
import type { OdfLevel, OdfStyles } from './odf-styles.ts';

type Counts = (number | undefined)[];

interface OpenList {
  style: string;
  counts: Counts;
}

interface OpenItem {
  startValue: number | undefined;
  /** The number goes to the first paragraph; the rest of the item stands without one. */
  isLabelled: boolean;
}

export interface OdfListAttributes {
  style: string | undefined;
  id: string | undefined;
  /** Goes on counting where the last list of the same style ended. */
  continues: boolean;
  /** Goes on counting where the list of this id ended. */
  continuesId: string | undefined;
}

const MAX_LEVEL = 10;
const MAX_LABEL_CHARS = 100;

/** Counts the items of lists, and headings, as an OpenDocument text streams by. */
export class OdfLists {
  readonly #styles: OdfStyles;
  readonly #lists: OpenList[] = [];
  readonly #items: OpenItem[] = [];
  readonly #byId = new Map<string, Counts>();
  readonly #byStyle = new Map<string, Counts>();
  readonly #outline: Counts = [];

  constructor(styles: OdfStyles) {
    this.#styles = styles;
  }

  /** Depth of the list item under way; 0 outside of lists. */
  get depth(): number {
    return this.#items.length;
  }

  openList({ style, id, continues, continuesId }: OdfListAttributes): void {
    const outer = this.#lists.at(-1);
    const name = style ?? outer?.style ?? '';
    let counts = outer?.counts;
    if (counts === undefined && continuesId !== undefined) counts = this.#byId.get(continuesId);
    if (counts === undefined && continues) counts = this.#byStyle.get(name);
    counts ??= [];
    if (outer === undefined) this.#byStyle.set(name, counts);
    if (id !== undefined) this.#byId.set(id, counts);
    this.#lists.push({ style: name, counts });
  }

  closeList(): void {
    this.#lists.pop();
  }

  openItem(startValue: string | undefined, isHeader: boolean): void {
    this.#items.push({ startValue: startValue === undefined ? undefined : Number(startValue) || 0, isLabelled: isHeader });
  }

  closeItem(): void {
    this.#items.pop();
  }

  /** The label of a paragraph in the item under way: its number or bullet for the first, empty for the others. */
  nextLabel(): string {
    const [list, item] = [this.#lists.at(-1), this.#items.at(-1)];
    if (list === undefined || item === undefined || item.isLabelled) return '';
    item.isLabelled = true;
    const level = Math.min(this.#lists.length, MAX_LEVEL);
    return label(list.counts, level, item.startValue, (each) => this.#styles.level(list.style, each));
  }

  /** The number of a heading; empty where the outline has none. */
  nextHeading(level: number, startValue: string | undefined): string {
    const start = startValue === undefined ? undefined : Number(startValue) || 0;
    return label(this.#outline, Math.min(level, MAX_LEVEL), start, (each) => this.#styles.outlineLevel(each));
  }
}

function label(counts: Counts, level: number, startValue: number | undefined, levelAt: (level: number) => OdfLevel | undefined): string {
  const own = levelAt(level);
  const before = counts[level];
  counts[level] = startValue ?? (before === undefined ? (own?.start ?? 1) : before + 1);
  for (let below = level + 1; below <= MAX_LEVEL; below += 1) counts[below] = undefined;
  if (own === undefined) return '';
  if (own.bullet !== undefined) return bullet(own.bullet);
  const numberAt = (each: number): string => {
    const shown = levelAt(each);
    return shown === undefined || shown.bullet !== undefined ? '' : formatted(counts[each] ?? shown.start, shown.format);
  };
  return written(own, level, numberAt).slice(0, MAX_LABEL_CHARS).trim();
}

function written(own: OdfLevel, level: number, numberAt: (level: number) => string): string {
  if (own.template !== undefined && own.template !== '')
    return own.template.replace(/%(\d{1,2})%/g, (_, each: string) => numberAt(Number(each)));
  if (own.format === '') return own.prefix + own.suffix;
  const numbers: string[] = [];
  for (let each = Math.max(1, level - own.shownLevels + 1); each <= level; each += 1) numbers.push(numberAt(each));
  return own.prefix + numbers.filter((number) => number !== '').join('.') + own.suffix;
}

function formatted(value: number, format: string): string {
  switch (format.slice(0, 1)) {
    case '':
      return '';
    case 'a':
      return letters(value);
    case 'A':
      return letters(value).toUpperCase();
    case 'i':
      return roman(value);
    case 'I':
      return roman(value).toUpperCase();
    case '0':
      return String(value).padStart(/^0*/.exec(format)?.[0].length === 2 ? 3 : 2, '0');
    case '一':
    case '壹':
      return chinese(value);
    case '①':
      return circled(value);
    default:
      return format === '1st' ? ordinal(value) : String(value);
  }
}
