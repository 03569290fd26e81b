import { MathText } from '../docx/math-text.ts';
import type { Piece } from '../package/block-flow.ts';
import { pictureText } from '../package/picture-text.ts';
import type { XmlHandler } from '../package/read-xml.ts';
import { relationshipId } from '../package/relationship-id.ts';
import { readerLimits } from '../reader-limits.ts';
import { ListNumbers } from './list-numbers.ts';
import type { Shape, ShapeBox } from './shape.ts';

/** A shape of a presentation's slide, layout, master or notes. */
export interface PptxShape extends Shape {
  children: PptxShape[];
  /** The kind and number of the placeholder it fills; undefined for a shape that fills none. */
  placeholder: { type: string; index: string } | undefined;
  /** The relationship to the chart or diagram it shows. */
  linkId: string | undefined;
}

interface OpenShape extends PptxShape {
  isHidden: boolean;
  numbers: ListNumbers;
  row: string[] | undefined;
  cell: string[] | undefined;
}

interface OpenParagraph {
  text: string;
  level: number;
  /** Undefined where the slide leaves it to its layout. */
  isItem: boolean | undefined;
  number: { type: string; startAt: number } | undefined;
}

const shapeElements = new Set(['sp', 'cxnSp', 'pic', 'graphicFrame', 'grpSp']);
const MAX_SHAPES = 20_000;
const MAX_LEVEL = 8;

/** Gathers the shapes of a slide as its elements stream by. */
export class PptxWalk implements XmlHandler {
  readonly shapes: PptxShape[] = [];
  isHidden = false;
  /** True when the slide says more than is kept. */
  isCut = false;
  #open: OpenShape[] = [];
  #paragraph: OpenParagraph | undefined;
  #math: MathText | undefined;
  #skipping: string | undefined;
  #skipDepth = 0;
  #inText = false;
  #inTransform = false;
  #chars = 0;
  #count = 0;

  open(name: string, attributes: Readonly<Record<string, string>>, written: Readonly<Record<string, string>>): void {
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth += 1;
      return;
    }
    if (name === 'Fallback' || (name === 'fld' && /^(?:slidenum|datetime)/.test(attributes['type'] ?? ''))) {
      this.#skipping = name;
      this.#skipDepth = 1;
    } else if (this.#math !== undefined) this.#math.open(name, attributes);
    else if (shapeElements.has(name)) this.#openShape();
    else this.#element(name, attributes, written);
  }

  close(name: string): void {
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth -= 1;
      if (this.#skipDepth === 0) this.#skipping = undefined;
    } else if (this.#math !== undefined) {
      if (name === 'oMath') {
        this.#say(this.#math.result);
        this.#math = undefined;
      } else this.#math.close(name);
    } else if (shapeElements.has(name)) this.#closeShape();
    else this.#closeElement(name);
  }

  text(text: string): void {
    if (this.#skipping !== undefined) return;
    if (this.#math !== undefined) this.#math.text(text);
    else if (this.#inText) this.#say(text);
  }

  #say(text: string): void {
    if (this.#paragraph === undefined) return;
    this.#chars += text.length;
    if (this.#chars > readerLimits.pageChars) this.isCut = true;
    else this.#paragraph.text += text;
  }

  #openShape(): void {
    this.#open.push({
      isTitle: false,
      box: undefined,
      pieces: [],
      children: [],
      placeholder: undefined,
      linkId: undefined,
      isHidden: false,
      numbers: new ListNumbers(),
      row: undefined,
      cell: undefined,
    });
  }

  #closeShape(): void {
    const shape = this.#open.pop();
    if (shape === undefined || shape.isHidden) return;
    this.#count += 1;
    if (this.#count > MAX_SHAPES) {
      this.isCut = true;
      return;
    }
    const { isTitle, box, pieces, children, placeholder, linkId } = shape;
    // A body of one paragraph is no list.
    const items = pieces.length === 1 && pieces[0]?.kind === 'list-item' && pieces[0].level === null ? [asParagraph(pieces[0])] : pieces;
    const done = {
      isTitle,
      box,
      pieces: items.map((piece) => (piece.kind === 'list-item' ? { ...piece, level: piece.level ?? 1 } : piece)),
    };
    (this.#open.at(-1)?.children ?? this.shapes).push({ ...done, children, placeholder, linkId });
  }

  #element(name: string, attributes: Readonly<Record<string, string>>, written: Readonly<Record<string, string>>): void {
    const shape = this.#open.at(-1);
    switch (name) {
      case 'sld':
        this.isHidden = /^(?:0|false)$/.test(attributes['show'] ?? '');
        break;
      case 'cNvPr':
        if (shape !== undefined) this.#describe(shape, attributes);
        break;
      case 'ph':
        if (shape !== undefined) {
          const type = attributes['type'] ?? 'obj';
          shape.placeholder = { type, index: attributes['idx'] ?? '' };
          shape.isTitle = type === 'title' || type === 'ctrTitle';
        }
        break;
      case 'xfrm':
        this.#inTransform = true;
        break;
      case 'off':
      case 'ext':
        if (this.#inTransform && shape !== undefined) place(shape, name, attributes);
        break;
      case 'p':
        this.#paragraph = { text: '', level: 0, isItem: undefined, number: undefined };
        break;
      case 't':
        this.#inText = true;
        break;
      case 'br':
        this.#say('\n');
        break;
      case 'tab':
        break;
      case 'oMath':
        this.#math = new MathText();
        break;
      case 'tr':
        if (shape !== undefined) shape.row = [];
        break;
      case 'tc':
        if (shape?.row !== undefined) shape.cell = /^(?:1|true)$/.test(attributes['hMerge'] ?? attributes['vMerge'] ?? '') ? undefined : [];
        break;
      case 'chart':
        if (shape !== undefined) shape.linkId = relationshipId(written);
        break;
      case 'relIds':
        if (shape !== undefined) shape.linkId = Object.entries(written).find(([key]) => key.endsWith(':dm'))?.[1];
        break;
      default:
        if (this.#paragraph !== undefined) property(this.#paragraph, name, attributes);
    }
  }

  #closeElement(name: string): void {
    const shape = this.#open.at(-1);
    switch (name) {
      case 't':
        this.#inText = false;
        break;
      case 'xfrm':
        this.#inTransform = false;
        break;
      case 'p':
        this.#endParagraph();
        break;
      case 'txBody':
        if (shape !== undefined) shape.numbers = new ListNumbers();
        break;
      case 'tc':
        if (shape?.row !== undefined && shape.cell !== undefined) shape.row.push(shape.cell.join(' '));
        if (shape !== undefined) shape.cell = undefined;
        break;
      case 'tr': {
        const text =
          shape?.row
            ?.join(' | ')
            .trim()
            .replace(/[\s|]+$/, '') ?? '';
        if (shape !== undefined && /[^\s|]/.test(text)) shape.pieces.push({ kind: 'table-row', level: null, text });
        if (shape !== undefined) shape.row = undefined;
        break;
      }
    }
  }

  #describe(shape: OpenShape, attributes: Readonly<Record<string, string>>): void {
    shape.isHidden = /^(?:1|true)$/.test(attributes['hidden'] ?? '');
    const text = pictureText(attributes['descr']);
    if (text !== '') shape.pieces.push({ kind: 'caption', level: null, text });
  }

  #endParagraph(): void {
    const [paragraph, shape] = [this.#paragraph, this.#open.at(-1)];
    this.#paragraph = undefined;
    if (paragraph === undefined || shape === undefined) return;
    const text = paragraph.text
      .replace(/[\v\f]/g, '\n')
      .replace(/[^\S\n]+/g, ' ')
      .trim();
    if (text === '') return;
    if (shape.row !== undefined) {
      shape.cell?.push(text.replace(/\s+/g, ' '));
      return;
    }
    shape.pieces.push(pieceOf(paragraph, text, shape));
  }
}

const bodyTypes = new Set(['body', 'obj', 'tbl', 'clipArt', 'media']);

function pieceOf({ level, isItem, number }: OpenParagraph, text: string, shape: OpenShape): Piece {
  const prefix = shape.numbers.next(level, number?.type, number?.startAt ?? 1);
  const isBody = shape.placeholder !== undefined && bodyTypes.has(shape.placeholder.type);
  if (isItem === true || (isItem !== false && (level > 0 || isBody))) {
    const isAssumed = isItem === undefined && level === 0;
    return { kind: 'list-item', level: isAssumed ? null : level + 1, text: prefix + text };
  }
  return { kind: 'paragraph', level: null, text };
}

const asParagraph = (piece: Piece): Piece => ({ kind: 'paragraph', level: null, text: piece.text });

function property(paragraph: OpenParagraph, name: string, attributes: Readonly<Record<string, string>>): void {
  if (name === 'pPr') paragraph.level = Math.min(Math.max(Number(attributes['lvl'] ?? 0) || 0, 0), MAX_LEVEL);
  else if (name === 'buNone') paragraph.isItem = false;
  else if (name === 'buChar' || name === 'buBlip') paragraph.isItem = true;
  else if (name === 'buAutoNum') {
    paragraph.isItem = true;
    paragraph.number = { type: attributes['type'] ?? 'arabicPeriod', startAt: Math.max(1, Number(attributes['startAt'] ?? 1) || 1) };
  }
}

function place(shape: PptxShape, name: 'off' | 'ext', attributes: Readonly<Record<string, string>>): void {
  const number = (key: string): number => Number(attributes[key] ?? 0) || 0;
  const box: ShapeBox = shape.box ?? { x: 0, y: 0, width: 0, height: 0 };
  if (name === 'off') shape.box = { ...box, x: number('x'), y: number('y') };
  else shape.box = { ...box, width: number('cx'), height: number('cy') };
}
