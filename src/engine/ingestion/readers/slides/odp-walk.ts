import type { OdfObject } from '../odf-text/odf-walk.ts';
import type { Piece } from '../package/block-flow.ts';
import { pictureText } from '../package/picture-text.ts';
import type { XmlHandler } from '../package/read-xml.ts';
import { readerLimits } from '../reader-limits.ts';
import type { Shape, ShapeBox, SlideContent } from './shape.ts';

interface OpenShape extends Shape {
  /** What it is for: `title`, `outline`, `footer`; empty for a shape of the author's own. */
  role: string;
  isPrompt: boolean;
  alt: string;
  row: string[] | undefined;
  cell: string[] | undefined;
}

const shapeElements = new Set(
  'frame custom-shape rect square circle ellipse line polyline polygon path regular-polygon connector caption control measure g'.split(' '),
);
/** Same on every slide, or a picture of the slide. */
const furniture = new Set(['footer', 'header', 'date-time', 'page-number', 'page']);
const skipped = new Set(['page-number', 'date', 'time', 'ruby-text', 'binary-data', 'forms', 'event-listeners', 'master-styles']);
const MAX_LEVEL = 9;
const MAX_SHAPES = 20_000;
const MAX_REPEATED = 64;

/** Gathers the slides of an OpenDocument presentation as its elements stream by. */
export class OdpWalk implements XmlHandler {
  readonly #objects: ReadonlyMap<string, OdfObject>;
  readonly #hiddenStyles = new Set<string>();
  #slides: (SlideContent & { isCut: boolean })[] = [];
  #slide: (SlideContent & { isCut: boolean }) | undefined;
  #open: OpenShape[] = [];
  #style = '';
  #inNotes = false;
  #listDepth = 0;
  #paragraph: string | undefined;
  #comment: { author: string; texts: string[] } | undefined;
  #taking: 'author' | 'alt' | 'nothing' | undefined;
  #skipDepth = 0;
  #chars = 0;
  #count = 0;

  /** `objects` by the folder of the package they are in, in lower case. */
  constructor(objects: ReadonlyMap<string, OdfObject>) {
    this.#objects = objects;
  }

  /** Slides finished since the last call. */
  take(): (SlideContent & { isCut: boolean })[] {
    const slides = this.#slides;
    this.#slides = [];
    return slides;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#skipDepth > 0 || skipped.has(name)) {
      this.#skipDepth += 1;
      return;
    }
    if (name === 'style') this.#style = attributes['name'] ?? '';
    else if (name === 'drawing-page-properties' && attributes['visibility'] === 'hidden') this.#hiddenStyles.add(this.#style);
    else if (name === 'page') {
      this.#chars = 0;
      this.#count = 0;
      const isHidden = this.#hiddenStyles.has(attributes['style-name'] ?? '');
      this.#slide = { shapes: [], notes: [], comments: [], isHidden, isCut: false };
    } else if (this.#slide !== undefined) {
      if (shapeElements.has(name)) this.#openShape(attributes);
      else this.#element(name, attributes);
    }
  }

  close(name: string): void {
    if (this.#skipDepth > 0) {
      this.#skipDepth -= 1;
    } else if (name === 'page' && this.#slide !== undefined) {
      this.#slides.push(this.#slide);
      this.#slide = undefined;
    } else if (this.#slide !== undefined) {
      if (shapeElements.has(name)) this.#closeShape(this.#slide);
      else this.#closeElement(name, this.#slide);
    }
  }

  text(text: string): void {
    if (this.#skipDepth > 0) return;
    const shape = this.#open.at(-1);
    if (this.#taking === 'author' && this.#comment !== undefined) this.#comment.author += text.slice(0, 100);
    else if (this.#taking === 'alt' && shape !== undefined) shape.alt += text.slice(0, 2_000);
    else if (this.#taking === undefined) this.#say(text.replace(/\s+/g, ' '));
  }

  #say(text: string): void {
    if (this.#paragraph === undefined || this.#slide === undefined) return;
    this.#chars += text.length;
    if (this.#chars > readerLimits.pageChars) this.#slide.isCut = true;
    else this.#paragraph += text;
  }

  #openShape(attributes: Readonly<Record<string, string>>): void {
    const role = attributes['class'] ?? '';
    this.#open.push({
      role,
      isTitle: role === 'title',
      isPrompt: attributes['placeholder'] === 'true',
      box: boxOf(attributes),
      pieces: [],
      children: [],
      alt: '',
      row: undefined,
      cell: undefined,
    });
  }

  #closeShape(slide: SlideContent & { isCut: boolean }): void {
    const shape = this.#open.pop();
    if (shape === undefined) return;
    this.#count += 1;
    if (this.#count > MAX_SHAPES) slide.isCut = true;
    if (this.#count > MAX_SHAPES || shape.isPrompt || furniture.has(shape.role)) return;
    const { isTitle, box, pieces, children } = shape;
    const alt = pictureText(shape.alt);
    const said = alt === '' ? pieces : [...pieces, { kind: 'caption', level: null, text: alt } satisfies Piece];
    if (this.#inNotes) slide.notes.push(...said.map(({ text }): Piece => ({ kind: 'paragraph', level: null, text })));
    else (this.#open.at(-1)?.children ?? slide.shapes).push({ isTitle, box, pieces: said, children });
  }

  #element(name: string, attributes: Readonly<Record<string, string>>): void {
    const shape = this.#open.at(-1);
    switch (name) {
      case 'notes':
        this.#inNotes = true;
        break;
      case 'annotation':
        this.#comment = { author: '', texts: [] };
        break;
      case 'creator':
        this.#taking = 'author';
        break;
      case 'date-string':
      case 'initials':
      case 'sender-initials':
        this.#taking = 'nothing';
        break;
      case 'title':
      case 'desc':
        this.#taking = 'alt';
        if (shape !== undefined && shape.alt !== '') shape.alt += ' ';
        break;
      case 'list':
        this.#listDepth += 1;
        break;
      case 'p':
      case 'h':
        this.#paragraph = '';
        break;
      case 's':
        this.#say(' '.repeat(Math.min(Math.max(Number(attributes['c'] ?? 1) || 1, 1), MAX_REPEATED)));
        break;
      case 'tab':
        this.#say('\t');
        break;
      case 'line-break':
        this.#say('\n');
        break;
      case 'table-row':
        if (shape !== undefined) shape.row = [];
        break;
      case 'table-cell':
        if (shape?.row !== undefined) shape.cell = [];
        break;
      case 'object': {
        const object = this.#objects.get((attributes['href'] ?? '').replace(/^\.\//, '').replace(/\/$/, '').toLowerCase());
        if (object?.kind === 'chart') shape?.pieces.push(...object.pieces);
        else if (object?.kind === 'formula') shape?.pieces.push({ kind: 'paragraph', level: null, text: object.text });
        break;
      }
    }
  }

  #closeElement(name: string, slide: SlideContent): void {
    const shape = this.#open.at(-1);
    switch (name) {
      case 'notes':
        this.#inNotes = false;
        break;
      case 'creator':
      case 'date-string':
      case 'initials':
      case 'sender-initials':
      case 'title':
      case 'desc':
        this.#taking = undefined;
        break;
      case 'annotation':
        if (this.#comment !== undefined && this.#comment.texts.length > 0) {
          const author = this.#comment.author.trim();
          slide.comments.push(`Comment${author === '' ? '' : ` by ${author}`}: ${this.#comment.texts.join('\n')}`);
        }
        this.#comment = undefined;
        break;
      case 'list':
        this.#listDepth -= 1;
        break;
      case 'p':
      case 'h':
        this.#endParagraph();
        break;
      case 'table-cell':
        if (shape?.row !== undefined && shape.cell !== undefined) shape.row.push(shape.cell.join(' '));
        if (shape !== undefined) shape.cell = undefined;
        break;
      case 'table-row': {
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

  #endParagraph(): void {
    const text = (this.#paragraph ?? '').replace(/[^\S\n]+/g, ' ').trim();
    const shape = this.#open.at(-1);
    this.#paragraph = undefined;
    if (text === '') return;
    if (this.#comment !== undefined) this.#comment.texts.push(text);
    else if (shape?.row !== undefined) shape.cell?.push(text.replace(/\s+/g, ' '));
    else if (this.#listDepth > 0 && shape?.isTitle === false && shape.role !== 'subtitle') {
      shape.pieces.push({ kind: 'list-item', level: Math.min(this.#listDepth, MAX_LEVEL), text });
    } else shape?.pieces.push({ kind: 'paragraph', level: null, text });
  }
}

const millimetres: Readonly<Record<string, number>> = { cm: 10, mm: 1, in: 25.4, pt: 25.4 / 72, pc: 25.4 / 6, px: 25.4 / 96 };

function boxOf(attributes: Readonly<Record<string, string>>): ShapeBox | undefined {
  // Turned shapes have their place in a transformation only.
  const [, moveX, moveY] = /translate\s*\(\s*(\S+)[\s,]+([^)\s]+)/.exec(attributes['transform'] ?? '') ?? [];
  const x = length(attributes['x'] ?? attributes['x1'] ?? moveX);
  const y = length(attributes['y'] ?? attributes['y1'] ?? moveY);
  if (x === undefined || y === undefined) return undefined;
  return { x, y, width: length(attributes['width']) ?? 0, height: length(attributes['height']) ?? 0 };
}

function length(text: string | undefined): number | undefined {
  const [, number, unit] = /^(-?[\d.]+)(cm|mm|in|pt|pc|px)$/.exec(text ?? '') ?? [];
  const value = Number(number) * (millimetres[unit ?? ''] ?? 0);
  return number === undefined || Number.isNaN(value) ? undefined : value;
}
