import iconv from 'iconv-lite';

/** What an RTF body says: the HTML it was made from where it carries that, else its plain text. */
export type RtfText = { kind: 'html' | 'text'; text: string };

interface Group {
  skipped: boolean;
  isTag: boolean;
  unicodeSkip: number;
}

const MAX_DEPTH = 2_000;
const skippedGroups = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr listtable listoverridetable rsidtbl generator xmlnstbl themedata datastore latentstyles'.split(
    ' ',
  ),
);
const spoken: Readonly<Record<string, string>> = {
  par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', tab: '\t', cell: '\t', emdash: '—', endash: '–', bullet: '•',
  lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', emspace: ' ', enspace: ' ',
}; // prettier-ignore

/** Reads the RTF of a mail's body in one pass; wrong input only ends it early. */
export function rtfText(rtf: Buffer): RtfText {
  const source = rtf.toString('latin1');
  const kind = /\\fromhtml1?\b/.test(source.slice(0, 4096)) ? 'html' : 'text';
  return { kind, text: new RtfWalk(source, kind === 'html').text() };
}

class RtfWalk {
  readonly #source: string;
  readonly #fromHtml: boolean;
  readonly #groups: Group[] = [];
  #group: Group = { skipped: false, isTag: false, unicodeSkip: 1 };
  #inRtfOnly = false;
  #encoding = 'windows-1252';
  #bytes: number[] = [];
  #out: string[] = [];
  #leftToSkip = 0;
  #ignorable = false;

  constructor(source: string, fromHtml: boolean) {
    this.#source = source;
    this.#fromHtml = fromHtml;
  }

  text(): string {
    const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)/gi;
    for (let found = token.exec(this.#source); found !== null; found = token.exec(this.#source)) {
      const [, word, parameter, hex, symbol, brace, , text] = found;
      if (word !== undefined) this.#word(word, parameter === undefined ? undefined : Number(parameter));
      else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
      else if (symbol !== undefined) this.#symbol(symbol);
      else if (brace === '{') this.#open();
      else if (brace === '}') this.#close();
      else if (text !== undefined) this.#plain(text);
    }
    this.#flushBytes();
    return this.#out.join('');
  }

  #open(): void {
    this.#flushBytes();
    if (this.#groups.length < MAX_DEPTH) this.#groups.push({ ...this.#group });
    this.#ignorable = false;
  }

  #close(): void {
    this.#flushBytes();
    this.#group = this.#groups.pop() ?? this.#group;
    this.#leftToSkip = 0;
    this.#ignorable = false;
  }

  #word(word: string, parameter: number | undefined): void {
    const ignorable = this.#ignorable;
    this.#ignorable = false;
    if (word === 'htmltag' && this.#fromHtml) this.#group.isTag = true;
    else if (skippedGroups.has(word) || ignorable) this.#group.skipped = true;
    else if (word === 'htmlrtf') this.#inRtfOnly = parameter !== 0;
    else if (word === 'ansicpg' && parameter !== undefined) this.#encoding = codePage(parameter);
    else if (word === 'uc' && parameter !== undefined) this.#group.unicodeSkip = Math.min(Math.max(0, parameter), 8);
    else if (word === 'u' && parameter !== undefined) {
      this.#put(String.fromCharCode(parameter < 0 ? parameter + 65_536 : parameter & 0xffff));
      this.#leftToSkip = this.#group.unicodeSkip;
    } else if (word === 'bin' && parameter !== undefined) this.#leftToSkip += Math.max(0, parameter);
    else {
      const said = spoken[word];
      if (said !== undefined && !(this.#fromHtml && this.#group.isTag)) this.#put(said);
    }
  }

  #symbol(symbol: string): void {
    if (symbol === '*') {
      this.#ignorable = true;
      return;
    }
    if (symbol === '~') this.#put('\u00a0');
    else if (symbol === '_') this.#put('\u2011');
    else if (symbol === '\n' || symbol === '\r') this.#put('\n');
    else if ('\\{}'.includes(symbol)) this.#plain(symbol);
  }

  #byte(byte: number): void {
    if (this.#leftToSkip > 0) this.#leftToSkip -= 1;
    else if (this.#isHeard()) this.#bytes.push(byte);
  }

  #plain(text: string): void {
    const heard = text.slice(this.#leftToSkip);
    this.#leftToSkip = Math.max(0, this.#leftToSkip - text.length);
    if (heard === '' || !this.#isHeard()) return;
    // A second byte of a character may look like a letter: it belongs to the bytes before it.
    if (this.#bytes.length > 0 || /[\u0080-\u00ff]/.test(heard)) for (const char of heard) this.#bytes.push(char.charCodeAt(0));
    else this.#put(heard);
  }

  #isHeard(): boolean {
    return !this.#group.skipped && !(this.#inRtfOnly && !this.#group.isTag);
  }

  #put(text: string): void {
    if (!this.#isHeard()) return;
    this.#flushBytes();
    this.#out.push(text);
  }

  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    this.#out.push(iconv.decode(Buffer.from(this.#bytes), this.#encoding));
    this.#bytes = [];
  }
}

/** The name iconv knows a Windows code page by. */
export function codePage(number: number): string {
  const named: Readonly<Record<number, string>> = {
    932: 'shift_jis', 936: 'gbk', 949: 'cp949', 950: 'big5', 65001: 'utf-8', 20127: 'windows-1252', 28591: 'windows-1252', 20866: 'koi8-r',
    21866: 'koi8-u', 54936: 'gb18030', 51932: 'euc-jp', 51949: 'euc-kr', 50220: 'shift_jis', 10000: 'macroman', 1200: 'utf-16le',
  }; // prettier-ignore
  const name = named[number] ?? (number >= 28592 && number <= 28605 ? `iso-8859-${number - 28590}` : `cp${number}`);
  return iconv.encodingExists(name) ? name : 'windows-1252';
}
