import type { Box } from '../../../../shared/domain/place.ts';
import { extend, type PageLine, type PageWord, widestGap } from './page-lines.ts';
import { type Turn, turnOf, uprightBox } from './page-turn.ts';
import { isJunkCode } from './text-sanity.ts';

/** A run of text as pdf.js has it; `transform` is from the run to PDF user space, `width` in points. */
export interface PdfjsItem {
  str: string;
  transform: readonly number[];
  width: number;
  height: number;
  hasEOL: boolean;
}

export interface PdfjsPage {
  /** As displayed, in points. */
  width: number;
  height: number;
  /** From PDF user space to the page as displayed. */
  transform: readonly number[];
  items: readonly PdfjsItem[];
}

/** What was read of a page, in the form PDFium's lines have. */
export interface PdfjsText {
  lines: PageLine[];
  turn: Turn;
  chars: number;
  junkChars: number;
}

const ASCENT = 0.85;
const DESCENT = 0.22;

/** The runs of a page as lines of words; the place of a word within its run is by its share of the characters. */
export function pdfjsLines(page: PdfjsPage): PdfjsText {
  const placed = page.items.map((item) => placedRun(item, page));
  const votes = [0, 0, 0, 0];
  for (const { turn, item } of placed) votes[turn] = (votes[turn] ?? 0) + item.str.length;
  const turn = votes.indexOf(Math.max(...votes)) as Turn;
  const result: PdfjsText = { lines: [], turn, chars: 0, junkChars: 0 };
  let line: PageLine | undefined;
  let isGlued = false;
  for (const run of placed) {
    const vertical = (run.turn - turn + 4) % 2 === 1;
    for (const { word, from, to } of wordsIn(run.item.str)) {
      const box = uprightBox(run.part(from, to), turn, page.width, page.height);
      if (line !== undefined && (line.vertical !== vertical || (!vertical && isElsewhere(line, box)))) line = undefined;
      const placedWord: PageWord = { ...box, text: word, glued: from === 0 && isGlued && line !== undefined };
      if (line === undefined) {
        line = { ...box, words: [], widestGap: -Infinity, hyphenated: false, vertical, size: run.size, bold: false };
        result.lines.push(line);
      }
      line.words.push(placedWord);
      extend(line, box);
      for (const char of word) {
        result.chars += 1;
        if (isJunkCode(char.codePointAt(0) ?? 0)) result.junkChars += 1;
      }
    }
    isGlued = /\S$/u.test(run.item.str);
    if (run.item.hasEOL) line = undefined;
  }
  for (const each of result.lines) each.widestGap = widestGap(each.words);
  return result;
}

interface PlacedRun {
  item: PdfjsItem;
  turn: Turn;
  size: number;
  /** The box of some of its characters on the page as displayed. */
  part(from: number, to: number): Box;
}

function placedRun(item: PdfjsItem, page: PdfjsPage): PlacedRun {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const [pa = 1, pb = 0, pc = 0, pd = 1, pe = 0, pf = 0] = page.transform;
  const x = pa * e + pc * f + pe;
  const y = pb * e + pd * f + pf;
  const along = unit(pa * a + pc * b, pb * a + pd * b);
  const up = unit(pa * c + pc * d, pb * c + pd * d);
  const size = Math.hypot(pa * c + pc * d, pb * c + pd * d);
  return {
    item,
    turn: turnOf(along.x, along.y),
    size,
    part(from, to) {
      const length = Math.max(1, item.str.length);
      const start = (item.width * from) / length;
      const end = (item.width * to) / length;
      const xs = [start, end].flatMap((at) => [-DESCENT, ASCENT].map((rise) => x + along.x * at + up.x * rise * size));
      const ys = [start, end].flatMap((at) => [-DESCENT, ASCENT].map((rise) => y + along.y * at + up.y * rise * size));
      return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
    },
  };
}

function unit(x: number, y: number): { x: number; y: number } {
  const length = Math.hypot(x, y) || 1;
  return { x: x / length, y: y / length };
}

function* wordsIn(text: string): Generator<{ word: string; from: number; to: number }> {
  for (const match of text.matchAll(/[^\s\p{Cc}]+/gu)) yield { word: match[0], from: match.index, to: match.index + match[0].length };
}

function isElsewhere(line: Box, box: Box): boolean {
  const middle = (box.y0 + box.y1) / 2;
  return middle < line.y0 || middle > line.y1;
}
