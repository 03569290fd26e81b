import { Tokenizer } from 'htmlparser2';
import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import { ListNumbers } from './list-numbers.ts';
import { TagAttributes } from './tag-attributes.ts';

const skipped: ReadonlySet<string> = new Set(
  'script style noscript template svg annotation iframe object canvas select datalist nav dialog'.split(' '),
);
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter output q rp rt ruby s samp small span ' +
    'strike strong sub sup time tt u var wbr img button input'
  ).split(' '),
);
/** Elements that hold nothing, and those that the next of their kind ends: what hides them hides nothing after them. */
const neverSkipped = new Set('area base br col embed hr img input link meta param source track wbr html body head'.split(' '));

/** A block, and whether it stands in something that its page quotes. */
export interface QuotedBlock {
  block: ReadBlock;
  quoted: boolean;
}

export interface HtmlWalkOptions {
  /** True for an element other than `blockquote` that holds a quotation. */
  isQuotation?: (attributes: Readonly<Record<string, string>>) => boolean;
}

/**
 * Turns HTML into blocks in one pass. It keeps counters and no tree or stack of open elements, so depth costs
 * nothing: 200,000 nested elements are as cheap as 200,000 in a row, where a parser that tracks what is open
 * takes quadratic time. Wrongly nested or unclosed elements only end a block early.
 */
export class HtmlWalk {
  title: string | null = null;
  readonly #html: string;
  readonly #trail: HeadingTrail;
  readonly #tokenizer: Tokenizer;
  #fed = 0;
  #blocks: QuotedBlock[] = [];
  readonly #attributes = new TagAttributes();
  readonly #lists = new ListNumbers();
  readonly #isQuotation: HtmlWalkOptions['isQuotation'];
  /** The element that holds a quotation, and how many of its name are open. */
  #quoting: string | undefined;
  #quotingDepth = 0;
  /** Text of the block under way; white space in it still raw. */
  #text = '';
  #row: string[] | undefined;
  #headingLevel = 0;
  #preDepth = 0;
  #quoteDepth = 0;
  #inItem = false;
  /** The number that the next block of a list begins with. */
  #itemMark = '';
  #inCaption = false;
  #inTitle = false;
  /** The element whose content is skipped, where that began, and how many of its name are open. */
  #skipping: string | undefined;
  #skippingFrom = 0;
  #skipDepth = 0;

  constructor(html: string, trail: HeadingTrail, { isQuotation }: HtmlWalkOptions = {}) {
    this.#isQuotation = isQuotation;
    this.#html = html;
    this.#trail = trail;
    let opening = '';
    this.#tokenizer = new Tokenizer(
      { decodeEntities: true },
      {
        onopentagname: (start, end) => {
          opening = this.#name(start, end);
          this.#attributes.clear();
        },
        onopentagend: (end) => this.#open(opening, end),
        onselfclosingtag: (end) => {
          this.#open(opening, end);
          if (opening === 'svg') this.#close(opening);
        },
        onclosetag: (start, end) => this.#close(this.#name(start, end)),
        ontext: (start, end) => this.#add(this.#html.slice(start, end)),
        ontextentity: (codepoint) => this.#add(String.fromCodePoint(codepoint)),
        oncdata: () => {},
        onattribname: (start, end) => this.#attributes.name(this.#html.slice(start, end)),
        onattribdata: (start, end) => this.#attributes.data(this.#html.slice(start, end)),
        onattribentity: (codepoint) => this.#attributes.data(String.fromCodePoint(codepoint)),
        onattribend: () => this.#attributes.end(),
        oncomment: () => {},
        ondeclaration: () => {},
        onend: () => {},
        onprocessinginstruction: () => {},
      },
    );
  }

  /** Walks the next `chars` characters; false at the end of the input. */
  advance(chars: number): boolean {
    const end = Math.min(this.#fed + chars, this.#html.length);
    if (end > this.#fed) this.#tokenizer.write(this.#html.slice(this.#fed, end));
    this.#fed = end;
    return end < this.#html.length;
  }

  finish(): void {
    this.#tokenizer.end();
    this.#endBlock();
    this.#endRow();
  }

  /** Where the content begins of a skipped element that has not closed; the rest of the page is in there. */
  get swallowedFrom(): number | undefined {
    return this.#skipping === undefined ? undefined : this.#skippingFrom;
  }

  /** True once the title is known, or so much has come that none is to be expected. */
  get pastTitle(): boolean {
    return (this.title !== null && !this.#inTitle) || this.#blocks.length > 0 || this.#fed > 1024 * 1024;
  }

  /** Blocks finished since the last call. */
  take(): ReadBlock[] {
    return this.takeWithQuotes().map((each) => each.block);
  }

  takeWithQuotes(): QuotedBlock[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  #name(start: number, end: number): string {
    return this.#html.slice(start, end).toLowerCase();
  }

  #open(name: string, end: number): void {
    if (this.#skipping !== undefined) {
      // A paragraph needs no end: the next one is out of what hides this.
      if (name !== this.#skipping) return;
      if (name !== 'p') this.#skipDepth += 1;
      if (name !== 'p' || this.#attributes.hides) return;
      this.#skipping = undefined;
    }
    if (skipped.has(name) || (this.#attributes.hides && !neverSkipped.has(name))) {
      this.#skipping = name;
      this.#skippingFrom = end + 1;
      this.#skipDepth = 1;
      return;
    }
    if (name === 'title' && this.title === null) {
      this.#inTitle = true;
      this.title = '';
      return;
    }
    if (name === 'br') this.#add('\n', true);
    if (name === 'img') this.#describe(this.#attributes.values['alt']);
    if (name === this.#quoting) this.#quotingDepth += 1;
    if (inline.has(name) || name === 'br') return;
    this.#endBlock();
    if (this.#quoting === undefined && this.#isQuotation?.(this.#attributes.values) === true) {
      this.#quoting = name;
      this.#quotingDepth = 1;
    }
    if (/^h[1-6]$/.test(name)) this.#headingLevel = Number(name[1]);
    else if (name === 'pre') this.#preDepth += 1;
    // A table that holds headings lays out the page; its cells are not data.
    if (this.#headingLevel > 0 || this.#preDepth > 0) this.#endRow();
    if (name === 'blockquote') this.#quoteDepth += 1;
    else if (name === 'ul' || name === 'ol') this.#lists.open(name === 'ol', this.#attributes.values['start']);
    else if (name === 'li' || name === 'dt' || name === 'dd') {
      this.#inItem = true;
      if (name === 'li') this.#itemMark = this.#lists.mark(this.#attributes.values['value']);
    } else if (name === 'figcaption' || name === 'caption') this.#inCaption = true;
    else if (name === 'tr') this.#startRow();
    else if (name === 'td' || name === 'th') this.#row?.push('');
  }

  #close(name: string): void {
    if (name === 'title' && this.#inTitle) {
      this.#inTitle = false;
      this.title = (this.title ?? '').replace(/\s+/g, ' ').trim() || null;
      return;
    }
    if (this.#skipping !== undefined) {
      if (name === this.#skipping) this.#skipDepth -= 1;
      if (this.#skipDepth === 0) this.#skipping = undefined;
      return;
    }
    if (inline.has(name)) return;
    this.#endBlock();
    if (name === this.#quoting) {
      this.#quotingDepth -= 1;
      if (this.#quotingDepth === 0) this.#quoting = undefined;
    }
    if (/^h[1-6]$/.test(name)) this.#headingLevel = 0;
    else if (name === 'pre') this.#preDepth = Math.max(0, this.#preDepth - 1);
    else if (name === 'blockquote') this.#quoteDepth = Math.max(0, this.#quoteDepth - 1);
    else if (name === 'ul' || name === 'ol') this.#lists.close();
    else if (name === 'li' || name === 'dt' || name === 'dd') this.#inItem = false;
    else if (name === 'figcaption' || name === 'caption') this.#inCaption = false;
    else if (name === 'tr' || name === 'table') this.#endRow();
  }

  #add(text: string, isBreak = false): void {
    if (this.#inTitle) this.title = (this.title ?? '') + text;
    else if (this.#skipping === undefined) this.#text += isBreak || this.#preDepth > 0 ? text : text.replace(/\s+/g, ' ');
  }

  /** What a picture shows, in the words of the page. */
  #describe(alt: string | undefined): void {
    const text = alt?.trim() ?? '';
    if (text !== '') this.#add(` ${text} `);
  }

  #push(fields: Parameters<typeof block>[0]): void {
    this.#blocks.push({ block: block(fields), quoted: this.#quoteDepth > 0 || this.#quoting !== undefined });
  }

  #startRow(): void {
    this.#endRow();
    this.#row = [];
  }

  /** A row is one block, however its cells are built; a table inside a cell becomes rows of its own. */
  #endRow(): void {
    const row = this.#row;
    this.#row = undefined;
    if (row === undefined) return;
    const text = row
      .map((cell) => cell.replace(/\s+/g, ' ').trim())
      .join(' | ')
      .replace(/[\s|]+$/, '');
    if (text !== '') this.#push({ kind: 'table-row', text, headingPath: this.#trail.path });
  }

  #endBlock(): void {
    const raw = this.#text;
    this.#text = '';
    if (this.#row !== undefined) {
      if (this.#row.length > 0) this.#row.push(`${this.#row.pop() ?? ''} ${raw}`);
      else if (raw.trim() !== '') this.#row.push(raw);
      return;
    }
    const text = this.#preDepth > 0 ? raw.replace(/^\n+|\s+$/g, '') : tidy(raw);
    if (text.trim() === '') return;
    if (this.#headingLevel > 0) {
      const heading = text.replace(/\s+/g, ' ');
      const headingPath = this.#trail.enter(this.#headingLevel, heading);
      this.#push({ kind: 'heading', level: this.#headingLevel, text: heading, headingPath });
      return;
    }
    const kind = this.#kind();
    const mark = kind.kind === 'list-item' ? this.#itemMark : '';
    this.#itemMark = '';
    this.#push({ ...kind, text: mark + text, headingPath: this.#trail.path });
  }

  #kind(): Pick<ReadBlock, 'kind' | 'level'> {
    if (this.#preDepth > 0) return { kind: 'code', level: null };
    if (this.#inCaption) return { kind: 'caption', level: null };
    if (this.#inItem) return { kind: 'list-item', level: Math.max(1, this.#lists.depth) };
    return { kind: this.#quoteDepth > 0 || this.#quoting !== undefined ? 'quote' : 'paragraph', level: null };
  }
}

/** One space between words; line breaks that the page asked for stay. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
