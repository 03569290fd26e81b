import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import { readerLimits } from '../reader-limits.ts';
import { LineGatherer } from '../text/line-blocks.ts';
import { eachLine } from '../text/lines.ts';
import { LineNumbers } from './line-numbers.ts';
import { members, skipBlanks, unescaped, valueEnd } from './json-scan.ts';

/** Each level of nesting scans its part of the text again. */
const MAX_DEPTH = 24;

interface Run {
  start: number;
  end: number;
  path: readonly string[];
}

/**
 * The text of JSON (or of JSON after JSON, as JSON Lines are) in blocks as it is written: a whole object where it fits,
 * else its members, as many together as fit, under the keys they stand in. Broken JSON is cut where it breaks.
 */
export function* jsonBlocks(text: string): Generator<readonly ReadBlock[]> {
  const numbers = new LineNumbers(text);
  for (let at = skipBlanks(text, 0, text.length); at < text.length;) {
    const end = Math.max(valueEnd(text, at, text.length), at + 1);
    for (const run of runs(text, at, end, [], 0)) yield blocksOf(text, run, numbers);
    at = skipBlanks(text, end, text.length);
  }
}

function* runs(text: string, start: number, end: number, path: readonly string[], depth: number): Generator<Run> {
  const isContainer = text[start] === '{' || text[start] === '[';
  if (end - start <= readerLimits.blockChars || !isContainer || depth >= MAX_DEPTH) {
    yield { start, end, path };
    return;
  }
  let run: Run | undefined;
  let index = 0;
  for (const member of members(text, start, end)) {
    index += 1;
    const memberPath = [...path, member.key ?? `[${index}]`];
    const isLarge = member.end - member.start > readerLimits.blockChars / 2;
    if (run !== undefined && (isLarge || member.end - run.start > readerLimits.blockChars)) {
      yield run;
      run = undefined;
    }
    if (isLarge) yield* largeRuns(text, member.start, member.valueStart, member.end, memberPath, depth);
    else run = { start: run?.start ?? member.start, end: member.end, path };
  }
  if (run !== undefined) yield run;
}

/** A member that fits into a block of its own keeps its key. */
function* largeRuns(text: string, start: number, valueStart: number, end: number, path: readonly string[], depth: number): Generator<Run> {
  if (end - start <= readerLimits.blockChars) yield { start, end, path };
  else yield* runs(text, valueStart, end, path, depth + 1);
}

function blocksOf(text: string, { start, end, path }: Run, numbers: LineNumbers): ReadBlock[] {
  const first = numbers.lineOf(start);
  const fields: Pick<ReadBlock, 'kind' | 'headingPath'> = { kind: 'code', headingPath: [...path] };
  const slice = unescaped(text.slice(start, end));
  if (slice.length <= readerLimits.blockChars)
    return [block({ ...fields, text: slice, lineStart: first, lineEnd: numbers.lineOf(Math.max(start, end - 1)) })];
  const blocks: ReadBlock[] = [];
  const gatherer = new LineGatherer();
  const add = (found: ReturnType<LineGatherer['flush']>): void => {
    for (const each of found) blocks.push(block({ ...fields, ...each }));
  };
  eachLine(slice, (line, number) => add(gatherer.add(line, first + number - 1)));
  add(gatherer.flush());
  return blocks;
}
