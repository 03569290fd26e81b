import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadBlock, ReadPart } from '../../../shared/contract/reader.ts';
import type { PageSize } from '../../../shared/domain/document.ts';
import type { Clock } from '../../base/clock.ts';
import { appendContent, beginContent, type ContentBlock, type ContentChunk, discardContent } from '../../store/contents.ts';
import { appendMembers, type ContentMember } from '../../store/members.ts';
import type { Library } from '../../store/open.ts';
import { CHUNKER_VERSION } from '../chunking/chunk-limits.ts';
import { type Chunker, createChunker } from '../chunking/chunker.ts';

/** Rows that one transaction takes: about 15 ms of full-text index. */
const SLICE_CHUNKS = 40;
const SLICE_MEMBERS = 500;
const SLICE_BLOCKS = 200;
const SLICE_CHARACTERS = 200_000;
/** Work without a pause in between; well under what a streamed answer would notice. */
const PAUSE_AFTER_MS = 12;
const BLOCK_SEPARATOR_LENGTH = 2;

export type BeginPart = Extract<ReadPart, { type: 'begin' }>;

/** Writes one document's content in slices while it is read. Nothing is seen before it is committed. */
export interface ContentWriter {
  readonly contentId: number;
  readonly chunkCount: number;
  readonly lastPage: number | null;
  addPage(page: PageSize): void;
  /** A document of its own inside this one; written with the next slice. */
  addMember(member: ContentMember): void;
  addBlocks(blocks: readonly ReadBlock[]): Promise<void>;
  /** Writes what is left; the content is complete afterwards and waits for its commit. */
  finish(): Promise<void>;
  /** Takes everything back. */
  discard(): void;
}

/** `variant` is what besides the bytes and the reader decides the text: the languages of recognition. */
export function createContentWriter(library: Library, clock: Clock, begin: BeginPart, variant = ''): ContentWriter {
  const chunker: Chunker = createChunker({ title: begin.title });
  const contentId = library.transaction((db) =>
    beginContent(db, {
      format: begin.format,
      reader: begin.reader,
      readerVersion: begin.readerVersion,
      chunkerVersion: CHUNKER_VERSION,
      title: begin.title,
      variant,
      nowMs: clock.nowMs(),
    }),
  );
  let pages: PageSize[] = [];
  let blocks: ContentBlock[] = [];
  let chunks: ContentChunk[] = [];
  const members: ContentMember[] = [];
  let characters = 0;
  let nextStart = 0;
  let chunkCount = 0;
  let lastPage: number | null = null;
  let busySinceMs = clock.monotonicMs();

  async function giveWay(): Promise<void> {
    if (clock.monotonicMs() - busySinceMs < PAUSE_AFTER_MS) return;
    await nextTurn();
    busySinceMs = clock.monotonicMs();
  }

  async function write(): Promise<void> {
    if (pages.length + blocks.length + chunks.length + members.length === 0) return;
    // A new slice never starts on top of chunking that already took its time.
    await nextTurn();
    library.transaction((db) => {
      appendContent(db, contentId, { pages, blocks, chunks });
      appendMembers(db, contentId, members.splice(0, SLICE_MEMBERS));
    });
    while (members.length > 0) {
      await nextTurn();
      library.transaction((db) => appendMembers(db, contentId, members.splice(0, SLICE_MEMBERS)));
    }
    pages = [];
    blocks = [];
    chunks = [];
    characters = 0;
    await nextTurn();
    busySinceMs = clock.monotonicMs();
  }

  async function take(completed: Iterable<ContentChunk>): Promise<void> {
    for (const chunk of completed) {
      chunks.push(chunk);
      chunkCount += 1;
      if (chunks.length >= SLICE_CHUNKS) await write();
      else await giveWay();
    }
  }

  return {
    contentId,
    get chunkCount() {
      return chunkCount;
    },
    get lastPage() {
      return lastPage;
    },
    addPage(page) {
      pages.push(page);
      lastPage = page.page;
    },
    addMember(member) {
      members.push(member);
    },
    async addBlocks(added) {
      for (const block of added) {
        if (block.text.trim() === '') continue;
        const placed = { ...block, start: nextStart };
        nextStart += block.text.length + BLOCK_SEPARATOR_LENGTH;
        characters += block.text.length;
        blocks.push(placed);
        await take(chunker.push(placed));
        if (blocks.length >= SLICE_BLOCKS || characters >= SLICE_CHARACTERS) await write();
        else await giveWay();
      }
    },
    async finish() {
      await take(chunker.finish());
      await write();
    },
    discard() {
      library.transaction((db) => discardContent(db, contentId));
    },
  };
}
