import { createHash } from 'node:crypto';
import type { ReadBlock } from '../../../shared/contract/reader.ts';
import type { ContentChunk } from '../../store/contents.ts';
import { chunkContext } from './chunk-context.ts';
import { sectionKey, standsWhole } from './chunk-sections.ts';
import { FULL_ENOUGH_TOKENS, MAX_CHUNK_TOKENS, MAX_CONTEXT_TOKENS, MAX_OVERLAP_TOKENS } from './chunk-limits.ts';
import { type ChunkUnit, lastSentence, piecesOf, wholeBlock } from './chunk-units.ts';
import { countTokens } from './count-tokens.ts';
import type { TextRange } from './sentences.ts';
import { splitLong } from './split-long.ts';
import { createTableHeader } from './table-header.ts';

/** What the chunker looks at in a block; `start` is its offset in the canonical text. */
export type ChunkableBlock = Pick<ReadBlock, 'kind' | 'level' | 'text' | 'headingPath' | 'locator'> & { start: number };

export interface Chunker {
  /** Takes the next block and gives the chunks that it completes, lazily: stop between two to give way. */
  push(block: ChunkableBlock): Generator<ContentChunk>;
  /** Gives what is left. The chunker is done afterwards. */
  finish(): Generator<ContentChunk>;
}

/** Blanks longer than this end a chunk; inside one they would only cost tokens. */
const LONGEST_GAP = 64;
/** Counts of pieces do not quite add up to the count of the whole. */
const HEADROOM_TOKENS = 6;
const MAX_UNIT_TOKENS = MAX_CHUNK_TOKENS - MAX_CONTEXT_TOKENS - 16;

interface Section {
  path: readonly string[];
  key: string;
  contextTokens: number;
}

function overlapsWell(kind: ChunkUnit['kind']): boolean {
  return kind !== 'heading' && kind !== 'table-row' && kind !== 'code';
}

/**
 * Cuts a stream of blocks into chunks of at most `MAX_CHUNK_TOKENS`, counted with title and heading path.
 * A heading always begins a chunk, but a slide is one chunk with all its headings, and what a mail quotes is none with
 * what it says; table rows and code lines stay whole unless one alone is too long, and rows that stand without their
 * table's header are embedded under it; the last sentence is repeated in the next chunk of the same section when it is
 * short. Offsets are exact in
 * the canonical text (block texts joined by two newlines). Holds one chunk and one block, never the document.
 */
export function createChunker(options: { title: string | null }): Chunker {
  let units: ChunkUnit[] = [];
  let tokens = 0;
  let ordinal = 0;
  let section: Section = { path: [], key: '', contextTokens: countTokens(chunkContext(options.title, [])) };
  const table = createTableHeader();
  /** End of the text seen so far, and the blanks since the last unit. */
  let seenEnd = 0;
  let gap = '';
  /** Units before this count are repeated from the chunk before. */
  let repeated = 0;

  function hasContent(): boolean {
    return units.length > repeated && units.some((unit) => unit.kind !== 'heading');
  }

  function room(): number {
    return MAX_CHUNK_TOKENS - section.contextTokens - table.tokens() - HEADROOM_TOKENS;
  }

  function textOf(list: readonly ChunkUnit[]): string {
    return list.map((unit, at) => (at === 0 ? unit.text : unit.gap + unit.text)).join('');
  }

  function chunkOf(list: readonly ChunkUnit[]): ContentChunk | null {
    const [first, last] = [list[0], list.at(-1)];
    if (!first || !last) return null;
    const ownHeadings = new Set(list.filter((unit) => unit.kind === 'heading').map((unit) => unit.text));
    const path = section.path.filter((heading) => !ownHeadings.has(heading.trim()));
    const { tableHeader } = first;
    const embedText = chunkContext(options.title, path) + (tableHeader === null ? '' : `${tableHeader}\n`) + textOf(list);
    const tokenCount = countTokens(embedText);
    if (tokenCount > MAX_CHUNK_TOKENS) return null;
    const embedHash = createHash('sha256').update(embedText).digest('hex');
    const [start, end, headingPath] = [first.start, last.end, [...section.path]];
    return { ordinal: ordinal++, start, end, tokenCount, headingPath, tableHeader, embedText, embedHash };
  }

  /** Gives the chunks of the current units: one, or more where counts did not add up. Then nothing is current. */
  function* flush(): Generator<ContentChunk> {
    let rest = units.length > repeated ? units : [];
    units = [];
    tokens = 0;
    repeated = 0;
    while (rest.length > 0) {
      let take = rest.length;
      let chunk = chunkOf(rest);
      while (chunk === null && take > 1) chunk = chunkOf(rest.slice(0, --take));
      const [only] = rest;
      if (chunk === null && only) rest = [...halves(only), ...rest.slice(1)];
      else rest = rest.slice(take);
      if (chunk) yield chunk;
    }
  }

  function* halves(unit: ChunkUnit): Generator<ChunkUnit> {
    const range = { start: 0, end: unit.text.length };
    let maxTokens = Math.ceil(unit.tokens / 2);
    let parts = [...splitLong(unit.text, range, maxTokens)];
    // A cut is placed by counts that do not quite add up: what they take for short enough is cut shorter.
    while (parts.length === 1 && maxTokens > 1) {
      maxTokens = Math.ceil(maxTokens / 2);
      parts = [...splitLong(unit.text, range, maxTokens)];
    }
    let end = 0;
    for (const part of parts) {
      yield unitOf(unit.kind, unit.text, unit.start, part, unit.text.slice(end, part.start));
      end = part.end;
    }
  }

  /** Closes the chunk inside a section and begins the next with the last sentence of this one. */
  function* flushWithOverlap(): Generator<ContentChunk> {
    const [first, last] = [units[0], units.at(-1)];
    yield* flush();
    if (!first || !last || !overlapsWell(last.kind)) return;
    const sentence = lastSentence(last);
    if (!sentence || last.start + sentence.start === first.start) return;
    const again = unitOf(last.kind, last.text, last.start, sentence, '');
    if (again.tokens > MAX_OVERLAP_TOKENS) return;
    units = [again];
    tokens = again.tokens;
    repeated = 1;
  }

  function unitOf(kind: ChunkUnit['kind'], text: string, base: number, range: TextRange, before: string): ChunkUnit {
    const own = text.slice(range.start, range.end);
    return {
      start: base + range.start,
      end: base + range.end,
      text: own,
      tokens: countTokens(own),
      gap: before,
      gapTokens: before.length <= 2 ? 1 : before.length <= LONGEST_GAP ? countTokens(before) : MAX_CHUNK_TOKENS,
      kind,
      tableHeader: kind === 'table-row' ? table.above(base) : null,
    };
  }

  function isFull(unit: ChunkUnit): boolean {
    return units.length > 0 && tokens + unit.gapTokens + unit.tokens > room();
  }

  function* append(unit: ChunkUnit): Generator<ContentChunk> {
    if (isFull(unit)) yield* flushWithOverlap();
    // What is repeated never pushes out what is new.
    if (isFull(unit)) {
      units = [];
      tokens = 0;
      repeated = 0;
    }
    tokens += unit.tokens + (units.length > 0 ? unit.gapTokens : 0);
    units.push(unit);
  }

  function* enterSection(block: ChunkableBlock): Generator<ContentChunk> {
    const key = sectionKey(block);
    const beginsAnew = block.kind === 'heading' && !standsWhole(block);
    if (hasContent() && (beginsAnew || key !== section.key)) yield* flush();
    if (key === section.key) return;
    const path = block.headingPath;
    section = { path, key, contextTokens: countTokens(chunkContext(options.title, path)) };
  }

  function* push(block: ChunkableBlock): Generator<ContentChunk> {
    gap += '\n'.repeat(Math.max(0, block.start - seenEnd));
    seenEnd = block.start + block.text.length;
    if (block.text.trim() === '') {
      gap += block.text;
      return;
    }
    yield* enterSection(block);
    table.note(block);
    let end = 0;
    const unitAt = (range: TextRange): ChunkUnit =>
      unitOf(block.kind, block.text, block.start, range, gap + block.text.slice(end, range.start));
    const taken = (unit: ChunkUnit): ChunkUnit => {
      gap = '';
      end = unit.end - block.start;
      return unit;
    };
    const range = wholeBlock(block.text, MAX_UNIT_TOKENS);
    const whole = range && unitAt(range);
    const mayBeCut = overlapsWell(block.kind) || block.kind === 'code';
    if (whole && (!isFull(whole) || !mayBeCut || tokens >= FULL_ENOUGH_TOKENS)) {
      yield* append(taken(whole));
    } else {
      for (const piece of piecesOf(block.kind, block.text, MAX_UNIT_TOKENS)) yield* append(taken(unitAt(piece)));
    }
    gap += block.text.slice(end);
  }

  return { push, finish: flush };
}
