import { pictureText } from '../package/picture-text.ts';
import type { BlockFlow, Piece } from '../package/block-flow.ts';
import type { XmlHandler } from '../package/read-xml.ts';
import { MathMlText } from './mathml-text.ts';
import { OdfCaptures } from './odf-captures.ts';
import { OdfLists } from './odf-lists.ts';
import { odfPiece, type OdfParagraph, tidy } from './odf-piece.ts';
import type { OdfStyles } from './odf-styles.ts';

/** What a formula or chart inside the document says. */
export type OdfObject = { kind: 'formula'; text: string } | { kind: 'chart'; pieces: readonly Piece[] };

interface OpenFrame {
  name: string;
  title: string;
  description: string;
  hasText: boolean;
}

const skipped = new Set(
  (
    'note-citation ruby-text binary-data forms scripts event-listeners index-title-template table-of-content-source illustration-index-source ' +
    'table-index-source object-index-source user-index-source alphabetical-index-source bibliography-source settings font-face-decls'
  ).split(' '),
);
const shapes = new Set(
  'frame custom-shape rect circle ellipse line polyline polygon path regular-polygon g caption connector control'.split(' '),
);
const MAX_ALT_CHARS = 2_000;
const MAX_REPEATED = 64;

/** Turns the content of an OpenDocument text into blocks as its elements stream by. Text boxes come before the paragraph they are anchored in. */
export class OdfWalk implements XmlHandler {
  readonly #flow: BlockFlow;
  readonly #styles: OdfStyles;
  readonly #objects: ReadonlyMap<string, OdfObject>;
  readonly #bodyElement: string;
  readonly #lists: OdfLists;
  readonly #captures = new OdfCaptures();
  readonly #elements: string[] = [];
  readonly #paragraphs: OdfParagraph[] = [];
  readonly #frames: OpenFrame[] = [];
  #isInBody = false;
  #skipDepth = 0;
  #headerRows = 0;
  /** Covered cells to come that belong to the cell before them. */
  #covered = 0;
  #math: MathMlText | undefined;

  /** Reads what is inside `bodyElement`: `body`, or `master-styles` for headers and footers. */
  constructor(flow: BlockFlow, styles: OdfStyles, objects: ReadonlyMap<string, OdfObject>, bodyElement = 'body') {
    this.#flow = flow;
    this.#styles = styles;
    this.#objects = objects;
    this.#bodyElement = bodyElement;
    this.#lists = new OdfLists(styles);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#elements.push(name);
    if (!this.#isInBody) this.#isInBody = name === this.#bodyElement;
    else if (this.#skipDepth > 0 || skipped.has(name)) this.#skipDepth += 1;
    else if (this.#math !== undefined) this.#math.open(name);
    // A paragraph that nobody reads takes what else a note says of itself: its date.
    else if (this.#captures.open(name, attributes)) this.#openParagraph(false, {});
    else this.#openElement(name, attributes);
  }

  close(name: string): void {
    this.#elements.pop();
    if (name === this.#bodyElement) this.#isInBody = false;
    if (!this.#isInBody) return;
    if (this.#skipDepth > 0) this.#skipDepth -= 1;
    else if (this.#math !== undefined) this.#closeMath(name);
    else this.#closeElement(name);
  }

  text(text: string): void {
    if (!this.#isInBody || this.#skipDepth > 0) return;
    if (this.#math !== undefined) {
      this.#math.text(text);
      return;
    }
    if (this.#captures.text(text)) return;
    const element = this.#elements.at(-1);
    const frame = this.#frames.at(-1);
    if (frame !== undefined && this.#elements.at(-2) === frame.name && (element === 'title' || element === 'desc')) {
      const key = element === 'title' ? 'title' : 'description';
      if (frame[key].length < MAX_ALT_CHARS) frame[key] += text;
    } else if (element === 'number') {
      const paragraph = this.#paragraphs.at(-1);
      if (paragraph !== undefined) paragraph.number += text;
    } else if (!shapes.has(element ?? '')) {
      this.#add(text.replace(/\s+/g, ' '));
    }
  }

  #openElement(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'p':
      case 'h':
        this.#openParagraph(name === 'h', attributes);
        break;
      case 's':
        this.#add(' ');
        break;
      case 'tab':
        this.#add('\t');
        break;
      case 'line-break':
        this.#add('\n');
        break;
      case 'list':
        this.#lists.openList({
          style: attributes['style-name'],
          id: attributes['id'],
          continues: attributes['continue-numbering'] === 'true',
          continuesId: attributes['continue-list'],
        });
        break;
      case 'list-item':
      case 'list-header':
        this.#lists.openItem(attributes['start-value'], name === 'list-header');
        break;
      case 'change':
        this.#flow.addAfter(...this.#captures.deletedAt(attributes['change-id']));
        break;
      case 'object':
        this.#object(attributes['href']);
        break;
      case 'math':
        this.#math = new MathMlText();
        this.#math.open(name);
        break;
      case 'text-box':
        this.#markFrame();
        break;
      default:
        if (shapes.has(name)) this.#frames.push({ name, title: '', description: '', hasText: false });
        else if (!this.#captures.isCapturing) this.#openTablePart(name, attributes);
    }
  }

  #openParagraph(isHeading: boolean, attributes: Readonly<Record<string, string>>): void {
    this.#paragraphs.push({ isHeading, text: '', attributes, number: '' });
  }

  #openTablePart(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'table':
        this.#flow.openTable();
        break;
      case 'table-header-rows':
        this.#headerRows += 1;
        break;
      case 'table-row':
        this.#covered = 0;
        this.#flow.openRow(this.#headerRows > 0);
        break;
      case 'table-cell':
        this.#flow.openCell();
        this.#covered = Number(attributes['number-columns-spanned'] ?? 1) - 1;
        this.#flow.spanColumns(this.#covered + 1);
        for (let more = this.#repeated(attributes); more > 0; more -= 1) {
          this.#flow.closeCell();
          this.#flow.openCell();
        }
        break;
      case 'covered-table-cell':
        for (let cells = this.#repeated(attributes) + 1; cells > 0; cells -= 1) {
          if (this.#covered > 0) {
            this.#covered -= 1;
          } else {
            this.#flow.openCell();
            this.#flow.continueCell();
          }
        }
        break;
    }
  }

  /** How often a cell stands again after itself. */
  #repeated(attributes: Readonly<Record<string, string>>): number {
    const times = Number(attributes['number-columns-repeated'] ?? 1);
    return Number.isSafeInteger(times) ? Math.min(Math.max(times, 1), MAX_REPEATED) - 1 : 0;
  }

  #closeElement(name: string): void {
    if (this.#captures.close(name, this.#flow)) {
      this.#paragraphs.pop();
      this.#settle();
      return;
    }
    switch (name) {
      case 'p':
      case 'h':
        this.#endParagraph();
        break;
      case 'list':
        this.#lists.closeList();
        break;
      case 'list-item':
      case 'list-header':
        this.#lists.closeItem();
        break;
      default:
        if (this.#frames.at(-1)?.name === name) this.#endFrame();
        else if (!this.#captures.isCapturing) this.#closeTablePart(name);
    }
  }

  #closeTablePart(name: string): void {
    if (name === 'table') {
      this.#flow.closeTable();
      this.#settle();
    } else if (name === 'table-header-rows') {
      this.#headerRows -= 1;
    } else if (name === 'table-row') {
      this.#flow.closeRow();
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#flow.closeCell();
    }
  }

  #closeMath(name: string): void {
    this.#math?.close(name);
    if (name !== 'math') return;
    this.#add(this.#math?.result ?? '');
    this.#math = undefined;
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.text += text;
  }

  #markFrame(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.hasText = true;
  }

  #object(href: string | undefined): void {
    const object = this.#objects.get((href ?? '').replace(/^\.\//, '').toLowerCase());
    if (object === undefined) return;
    this.#markFrame();
    if (object.kind === 'chart') this.#flow.addAfter(...object.pieces);
    else if (this.#paragraphs.length > 0) this.#add(object.text);
    else this.#flow.add({ kind: 'paragraph', level: null, text: object.text });
  }

  #endFrame(): void {
    const frame = this.#frames.pop();
    if (frame === undefined || frame.hasText) return;
    const text = pictureText(frame.description || frame.title);
    if (text !== '') this.#flow.addAfter({ kind: 'caption', level: null, text });
    this.#settle();
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    if (this.#captures.isCapturing) {
      this.#captures.add(tidy(paragraph.text));
      return;
    }
    this.#flow.add(odfPiece(paragraph, this.#styles, this.#lists));
    this.#settle();
  }

  #settle(): void {
    if (this.#paragraphs.length === 0 && !this.#captures.isCapturing) this.#flow.settle();
  }
}
