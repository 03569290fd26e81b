import type { BlockFlow, Piece } from '../package/block-flow.ts';
import type { XmlHandler } from '../package/read-xml.ts';
import { Deletions } from './changes.ts';
import { Fields } from './fields.ts';
import { MathText } from './math-text.ts';
import { paragraphPiece, type WordParagraph } from './paragraph-piece.ts';
import { pictureText } from '../package/picture-text.ts';
import { shownText, symbolText } from './symbols.ts';
import { isOn, openTablePart } from './table-parts.ts';
import type { WordContext } from './word-context.ts';

interface OpenParagraph extends WordParagraph {
  deletions: Deletions;
}

interface OpenRun {
  isHidden: boolean;
  font: string;
}

/** Whatever is inside is not part of the text: moved away, instructions, properties of former versions. */
const skipped = new Set(
  (
    'moveFrom instrText delInstrText annotationRef rt sectPr sdtPr sdtEndPr tblPr tblGrid pPrChange rPrChange tblPrChange tblPrExChange ' +
    'trPrChange tcPrChange sectPrChange numberingChange tblGridChange'
  ).split(' '),
);

/**
 * Turns WordprocessingML into blocks as its elements stream by. Text boxes come before the paragraph they are
 * anchored in; notes, comments, deleted text, and what pictures and charts say, after the paragraph or table that
 * they belong to. Inserted text is text like any other.
 */
export class WordWalk implements XmlHandler {
  readonly #flow: BlockFlow;
  readonly #context: WordContext;
  readonly #fields = new Fields();
  /** Innermost last: a text box holds paragraphs inside a paragraph. */
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #runs: OpenRun[] = [];
  /** Of each alternative content that is open, whether one of its choices was taken. */
  readonly #alternatives: boolean[] = [];
  readonly #shown = new Set<string>();
  #skipping: string | undefined;
  #skipDepth = 0;
  #deletionDepth = 0;
  #math: MathText | undefined;
  #inText = false;
  #properties: 'pPr' | 'rPr' | 'ffData' | undefined;

  constructor(flow: BlockFlow, context: WordContext) {
    this.#flow = flow;
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth += 1;
    } else if (this.#math !== undefined) {
      this.#math.open(name, attributes);
    } else if (this.#deletionDepth > 0) {
      this.#openDeleted(name);
    } else if (skipped.has(name) || this.#isOtherAlternative(name)) {
      this.#skipping = name;
      this.#skipDepth = 1;
      if (name === 'moveFrom' && this.#properties === 'pPr') this.#markEndDeleted();
    } else if (this.#properties !== undefined) {
      this.#property(name, attributes);
    } else {
      this.#openElement(name, attributes);
    }
  }

  close(name: string): void {
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth -= 1;
      if (this.#skipDepth === 0) this.#skipping = undefined;
    } else if (this.#math !== undefined) {
      if (name === 'oMath') this.#endMath();
      else this.#math.close(name);
    } else if (this.#deletionDepth > 0) {
      if (name === 'del') this.#deletionDepth -= 1;
      else if (name === 't' || name === 'delText') this.#inText = false;
    } else if (this.#properties !== undefined) {
      this.#closeProperty(name);
    } else {
      this.#closeElement(name);
    }
  }

  text(text: string): void {
    if (this.#skipping !== undefined) return;
    if (this.#math !== undefined) this.#math.text(text);
    else if (!this.#inText) return;
    else if (this.#deletionDepth > 0) this.#paragraphs.at(-1)?.deletions.add(text);
    else this.#add(shownText(text, this.#runs.at(-1)?.font ?? ''));
  }

  /** Alternative content has the same thing in several ways; the first a reader knows counts. */
  #isOtherAlternative(name: string): boolean {
    if (name !== 'Choice' && name !== 'Fallback') return false;
    const taken = this.#alternatives.at(-1) === true;
    if (!taken && this.#alternatives.length > 0) this.#alternatives[this.#alternatives.length - 1] = true;
    return taken;
  }

  #openElement(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'p':
        this.#paragraphs.push({
          text: '',
          styleId: '',
          outlineLevel: undefined,
          listLevel: undefined,
          listId: undefined,
          isEndDeleted: false,
          deletions: new Deletions(),
        });
        break;
      case 'r':
        this.#runs.push({ isHidden: false, font: '' });
        break;
      case 'pPr':
      case 'rPr':
      case 'ffData':
        this.#properties = name;
        break;
      case 't':
        this.#inText = true;
        break;
      case 'tab':
      case 'ptab':
        this.#add('\t');
        break;
      case 'br':
      case 'cr':
        this.#add('\n');
        break;
      case 'noBreakHyphen':
        this.#add('-');
        break;
      case 'sym':
        this.#add(symbolText(attributes['font'] ?? '', Number.parseInt(attributes['char'] ?? '', 16)));
        break;
      case 'fldChar':
        this.#fields.mark(attributes['fldCharType']);
        break;
      case 'del':
        this.#deletionDepth = 1;
        this.#deletion()?.begin(attributes['author'], this.#paragraphs.at(-1)?.text.length ?? 0);
        break;
      case 'oMath':
        this.#math = new MathText();
        break;
      case 'AlternateContent':
        this.#alternatives.push(false);
        break;
      case 'footnoteReference':
      case 'endnoteReference':
        this.#note(`${name.slice(0, -'Reference'.length)}:${attributes['id'] ?? ''}`);
        break;
      case 'commentReference':
        this.#comment(attributes['id'] ?? '');
        break;
      case 'docPr':
        this.#picture(attributes['descr'] || attributes['title'], attributes['id']);
        break;
      case 'shape':
        this.#picture(attributes['alt'], attributes['id']);
        break;
      case 'altChunk':
        for (const piece of this.#context.drawings.get(attributes['id'] ?? '') ?? []) this.#flow.add(piece);
        break;
      case 'chart':
        this.#drawing(attributes['id']);
        break;
      case 'relIds':
        this.#drawing(attributes['dm']);
        break;
      default:
        openTablePart(this.#flow, name, attributes);
    }
  }

  #closeElement(name: string): void {
    switch (name) {
      case 't':
        this.#inText = false;
        break;
      case 'p':
        this.#endParagraph();
        break;
      case 'r':
        this.#runs.pop();
        break;
      case 'AlternateContent':
        this.#alternatives.pop();
        break;
      case 'tc':
        this.#flow.closeCell();
        break;
      case 'tr':
        this.#flow.closeRow();
        break;
      case 'tbl':
        this.#flow.closeTable();
        if (this.#paragraphs.length === 0) this.#flow.settle();
        break;
    }
  }

  #property(name: string, attributes: Readonly<Record<string, string>>): void {
    const value = attributes['val'];
    if (this.#properties === 'ffData') {
      this.#fields.formElement(name, value);
    } else if (this.#properties === 'rPr') {
      const run = this.#runs.at(-1);
      if (run === undefined) return;
      if (name === 'vanish') run.isHidden = isOn(value);
      else if (name === 'rFonts') run.font = attributes['ascii'] ?? attributes['hAnsi'] ?? '';
    } else {
      const paragraph = this.#paragraphs.at(-1);
      if (paragraph === undefined) return;
      if (name === 'pStyle') paragraph.styleId = value ?? '';
      else if (name === 'outlineLvl') paragraph.outlineLevel = Number(value);
      else if (name === 'ilvl') paragraph.listLevel = Number(value) || 0;
      else if (name === 'numId') paragraph.listId = value ?? '';
      else if (name === 'del') this.#markEndDeleted();
    }
  }

  #markEndDeleted(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.isEndDeleted = true;
  }

  #closeProperty(name: string): void {
    if (name !== this.#properties) return;
    this.#properties = undefined;
    if (name === 'ffData') this.#addAlways(this.#fields.endForm());
  }

  #openDeleted(name: string): void {
    if (name === 'del') this.#deletionDepth += 1;
    else if (name === 't' || name === 'delText') this.#inText = true;
    else if (name === 'tab' || name === 'br' || name === 'cr') this.#deletion()?.add(' ');
  }

  #deletion(): Deletions | undefined {
    return this.#paragraphs.at(-1)?.deletions;
  }

  #endMath(): void {
    const formula = this.#math?.result ?? '';
    this.#math = undefined;
    this.#add(formula);
  }

  #add(text: string): void {
    if (!this.#fields.hidesText && this.#runs.at(-1)?.isHidden !== true) this.#addAlways(text);
  }

  #addAlways(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined) paragraph.text += text;
  }

  #note(key: string): void {
    const text = this.#context.notes.get(key);
    if (text !== undefined) this.#after(key, { kind: 'footnote', level: null, text });
  }

  #comment(id: string): void {
    const comment = this.#context.comments.get(id);
    if (comment === undefined || comment.text === '') return;
    const by = comment.author === '' ? 'Comment' : `Comment by ${comment.author}`;
    this.#after(`comment:${id}`, { kind: 'footnote', level: null, text: `${by}: ${comment.text}` });
  }

  #picture(description: string | undefined, id: string | undefined): void {
    const text = pictureText(description);
    if (text !== '') this.#after(`picture:${id ?? ''}:${text}`, { kind: 'caption', level: null, text });
  }

  #drawing(id: string | undefined): void {
    const pieces = this.#context.drawings.get(id ?? '');
    if (pieces !== undefined) this.#after(`drawing:${id ?? ''}`, ...pieces);
  }

  /** Each once: a note may be referred to again, a picture stand in two alternatives. */
  #after(key: string, ...pieces: readonly Piece[]): void {
    if (this.#shown.has(key)) return;
    this.#shown.add(key);
    this.#flow.addAfter(...pieces);
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    if (this.#paragraphs.length === 0) this.#fields.endParagraph();
    this.#flow.add(paragraphPiece(paragraph, this.#context));
    this.#flow.addAfter(...paragraph.deletions.pieces());
    if (this.#paragraphs.length === 0) this.#flow.settle();
  }
}
