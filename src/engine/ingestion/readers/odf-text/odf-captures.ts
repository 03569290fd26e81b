import type { BlockFlow, Piece } from '../package/block-flow.ts';

interface Capture {
  element: string;
  id: string;
  author: string;
  texts: string[];
}

const elements = new Set(['note', 'annotation', 'changed-region']);

/** Notes, comments and deleted text: what stands in the middle of a paragraph but is no part of it. */
export class OdfCaptures {
  readonly #open: Capture[] = [];
  readonly #deleted = new Map<string, Piece>();
  #isCreator = false;

  get isCapturing(): boolean {
    return this.#open.length > 0;
  }

  /** True when the element begins one. */
  open(name: string, attributes: Readonly<Record<string, string>>): boolean {
    this.#isCreator = name === 'creator' && this.isCapturing;
    if (!elements.has(name)) return false;
    this.#open.push({ element: name, id: attributes['id'] ?? '', author: '', texts: [] });
    return true;
  }

  /** True when the text is the name of who wrote it. */
  text(text: string): boolean {
    const capture = this.#open.at(-1);
    if (!this.#isCreator || capture === undefined) return false;
    if (capture.author.length < 100) capture.author += text;
    return true;
  }

  add(paragraph: string): void {
    if (paragraph !== '') this.#open.at(-1)?.texts.push(paragraph);
  }

  /** True when the element ends one; what it holds goes to where it belongs. */
  close(name: string, flow: BlockFlow): boolean {
    if (name === 'creator') this.#isCreator = false;
    const capture = this.#open.at(-1);
    if (capture === undefined || capture.element !== name) return false;
    this.#open.pop();
    const text = capture.texts.join('\n');
    const by = capture.author.trim() === '' ? '' : ` by ${capture.author.trim()}`;
    if (text === '') return true;
    if (name === 'note') flow.addAfter({ kind: 'footnote', level: null, text });
    else if (name === 'annotation') flow.addAfter({ kind: 'footnote', level: null, text: `Comment${by}: ${text}` });
    else if (/[\p{L}\p{N}]/u.test(text)) this.#deleted.set(capture.id, { kind: 'footnote', level: null, text: `Deleted${by}: ${text}` });
    return true;
  }

  /** What a tracked change took out at this place. */
  deletedAt(id: string | undefined): Piece[] {
    const piece = this.#deleted.get(id ?? '');
    this.#deleted.delete(id ?? '');
    return piece === undefined ? [] : [piece];
  }
}
