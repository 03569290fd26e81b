/** What a question is made of, in order. */
export type QueryPiece =
  | { kind: 'text'; written: string }
  | { kind: 'phrase'; text: string; written: string }
  | { kind: 'exclusion'; text: string; written: string }
  | { kind: 'field'; field: string; values: string[]; negated: boolean; written: string };

const closersOf = new Map([
  ['"', '"“”＂'],
  ['＂', '"＂'],
  ['“', '”"“'],
  ['„', '“”"'],
  ['”', '”"'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['〝', '〟〞'],
]);
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}、。，！？；：]/u;
const fieldStart = /([-－−]?)(type|format|in|folder|name|file|lang|language|after|since|before|until|during|date)[:：](?!\s|$)/iuy;
// Without `i`: what a class leaves out takes tens of milliseconds to prepare for letters of either case.
const excluded = /[-－−](?=\p{L})([^\s"“”„«»「」『』()（）,，;；]+)/uy;
const bareValue = /[^\s,，、"“”„«»「」『』]+/uy;
const closing = /[.;!?)\]}。！？；）]+$/u;
/** Where a value that is one of few ends when another script follows without a blank. */
const telling =
  /^(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|[\p{Script=Latin}\p{N}.+-]+)(?!年)(?=\p{Script=Han}|[\p{Script=Hiragana}\p{Script=Katakana}])/u;
/** Quotation marks of other kinds that one quotation may hold; keeps a text of nothing but marks from being looked through again and again. */
const furthestMark = 20;
const freeFields = new Set(['in', 'folder', 'name', 'file']);

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const quotationMark = new RegExp(`[${[...closersOf.keys()].join('')}〟〞」』]`, 'gu');

/** The end of a quotation that begins at `at`, or -1. A mark behind a digit is one of inches or seconds. */
function endOfQuotation(text: string, at: number): number {
  const closers = closersOf.get(text[at] ?? '');
  if (closers === undefined || (text[at] === '"' && /\d/.test(text[at - 1] ?? ''))) return -1;
  quotationMark.lastIndex = at + 1;
  for (let marks = 0; marks < furthestMark; marks += 1) {
    const mark = quotationMark.exec(text);
    if (mark === null) return -1;
    if (closers.includes(mark[0])) return mark.index;
  }
  return -1;
}

function beginsAnew(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || /[\s([{（【]/u.test(before);
}

/** A field says by its name that it is one. `東京－大阪` names two places and leaves none out. */
function fieldMayBegin(text: string, at: number): boolean {
  return beginsAnew(text, at) || unspaced.test(text[at - 1] ?? '');
}

function fieldAt(text: string, at: number): { piece: QueryPiece; end: number } | null {
  const start = matchAt(fieldStart, text, at);
  if (start === null) return null;
  const field = (start[2] ?? '').toLowerCase();
  const values: string[] = [];
  let end = at + start[0].length;
  if (text.startsWith('//', end)) return null;
  for (;;) {
    const quotationEnd = endOfQuotation(text, end);
    if (quotationEnd !== -1) {
      values.push(text.slice(end + 1, quotationEnd).trim());
      end = quotationEnd + 1;
    } else {
      const whole = matchAt(bareValue, text, end)?.[0] ?? '';
      const value = freeFields.has(field) ? whole : (telling.exec(whole)?.[0] ?? whole);
      const kept = value.replace(closing, '');
      values.push(kept);
      end += kept.length;
    }
    if (!/[,，、]/u.test(text[end] ?? '') || !/\S/.test(text[end + 1] ?? '')) break;
    end += 1;
  }
  const named = values.filter((value) => value !== '');
  if (named.length === 0) return null;
  return { piece: { kind: 'field', field, values: named, negated: start[1] !== '', written: text.slice(at, end) }, end };
}

/** `-word` and `-"a phrase"`. One letter is an option (`-v`), a digit makes a negative number. */
function exclusionAt(text: string, at: number): { piece: QueryPiece; end: number } | null {
  if (/[-－−]/u.test(text[at] ?? '')) {
    const quotationEnd = endOfQuotation(text, at + 1);
    if (quotationEnd !== -1) {
      const end = quotationEnd + 1;
      return { piece: { kind: 'exclusion', text: text.slice(at + 2, quotationEnd), written: text.slice(at, end) }, end };
    }
  }
  const word = matchAt(excluded, text, at)?.[1]?.replace(/[.:!?\]}。！？：]+$/u, '') ?? '';
  if (word === '' || /^[A-Za-z]$/.test(word)) return null;
  return { piece: { kind: 'exclusion', text: word, written: text.slice(at, at + 1 + word.length) }, end: at + 1 + word.length };
}

/** Cuts a question into its pieces. Any text has some; put together they are the text again. */
export function queryPieces(text: string): QueryPiece[] {
  const pieces: QueryPiece[] = [];
  let plainFrom = 0;
  let at = 0;
  const take = (piece: QueryPiece, end: number): void => {
    if (plainFrom < at) pieces.push({ kind: 'text', written: text.slice(plainFrom, at) });
    pieces.push(piece);
    plainFrom = end;
    at = end;
  };
  while (at < text.length) {
    const special = (fieldMayBegin(text, at) ? fieldAt(text, at) : null) ?? (beginsAnew(text, at) ? exclusionAt(text, at) : null);
    const quotationEnd = special === null ? endOfQuotation(text, at) : -1;
    if (special !== null) take(special.piece, special.end);
    else if (quotationEnd !== -1) {
      take({ kind: 'phrase', text: text.slice(at + 1, quotationEnd), written: text.slice(at, quotationEnd + 1) }, quotationEnd + 1);
    } else at += 1;
  }
  if (plainFrom < text.length) pieces.push({ kind: 'text', written: text.slice(plainFrom) });
  return pieces;
}
