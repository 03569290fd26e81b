import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getChunks } from '../../../src/engine/store/chunks.ts';
import { listBlocks } from '../../../src/engine/store/contents.ts';
import { searchVectors } from '../../../src/engine/store/embeddings.ts';
import { searchFullText } from '../../../src/engine/store/full-text.ts';
import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { placesOf } from '../../../src/engine/store/places.ts';
import { makePdf } from '../../fixtures/documents/make-pdf.ts';
import { letterModel } from './letter-model.ts';
import { createWorkbench, modelRegistry, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

type Life = ReturnType<Workbench['start']>;

function chunkIds(life: Life): number[] {
  return life.library.read
    .all(statement<NoValues, { id: number }>('test.chunks', 'select id from chunk order by id'), {})
    .map((row) => row.id);
}

function chunksOf(life: Life) {
  return getChunks(life.library.read, { collectionId: life.collectionId, chunkIds: chunkIds(life) });
}

/** A vector that no other text has. */
function fingerprint(text: string): Float32Array {
  return Float32Array.from(createHash('sha256').update(text).digest(), (byte) => byte - 127.5);
}

/** Sections with long and short paragraphs, characters outside the first plane among them. */
function longMarkdown(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return Array.from({ length: 26 }, (_, at) => {
    const word = (letters[at] ?? 'x').repeat(9);
    const paragraphs = Array.from({ length: 1 + (at % 4) }, (_, line) => `The ${word} of 😀 house ${line}. `.repeat(20 * (1 + line)));
    return [`## Part ${word}`, ...paragraphs].join('\n\n');
  }).join('\n\n');
}

describe('an indexed document', () => {
  it('has every block and chunk where its offsets say, and embeds exactly those words', async () => {
    bench.put('long.md', longMarkdown());
    const { model, seen } = letterModel();
    const life = bench.start({ models: modelRegistry(model) });
    await life.add();
    await life.idle();
    const { blocks } = listBlocks(life.library.read, life.document('long.md').id, 0, 2000);
    const canonical = blocks.map((block) => block.text).join('\n\n');
    for (const block of blocks) expect(canonical.slice(block.start, block.start + block.text.length)).toBe(block.text);
    const chunks = chunksOf(life);
    expect(chunks.length).toBeGreaterThan(30);
    const embedded = seen.flat();
    for (const { start, end, text } of chunks) {
      expect(text).toBe(canonical.slice(start, end));
      expect(embedded.some((each) => each === text || each.endsWith(`\n\n${text}`))).toBe(true);
    }
  });

  it('has for each chunk the vector of its own text', async () => {
    bench.put('long.md', longMarkdown());
    const texts: string[] = [];
    const embed = (batch: readonly string[]) => {
      texts.push(...batch);
      return Promise.resolve(batch.map(fingerprint));
    };
    const life = bench.start({ models: modelRegistry(letterModel({ identity: 'fingerprints', dimensions: 32, embed }).model) });
    await life.add();
    await life.idle();
    const { collectionId } = life;
    const modelId = life.embeddings.currentModelId() ?? 0;
    expect(texts.length).toBeGreaterThan(30);
    for (const text of texts) {
      const [hit] = searchVectors(life.library.read, { modelId, collectionId, vector: fingerprint(text), limit: 1 });
      expect(hit?.score).toBeCloseTo(1, 4);
      expect(text.endsWith(getChunks(life.library.read, { collectionId, chunkIds: [hit?.chunkId ?? 0] })[0]?.text ?? '?')).toBe(true);
    }
  });

  it('is cited in a PDF on the page and at the place where the words are drawn', async () => {
    const size = { heading: 26, first: 12, second: 12, third: 12 };
    const words = ['heading', 'first', 'second', 'third'] as const;
    const baseline = (at: number) => 550 - at * 120;
    const page = (name: string) => ({
      width: 400,
      height: 600,
      lines: words.map((which, at) => ({ text: `Here ${which}${name} stands alone`, x: 50, y: baseline(at), size: size[which] })),
    });
    const { bytes, font } = await makePdf([page('apple'), page('pear')]);
    bench.put('placed.pdf', bytes);
    const life = bench.start();
    await life.add();
    await life.idle();
    const documentId = life.document('placed.pdf').id;
    const { blocks } = listBlocks(life.library.read, documentId, 0, 100);
    expect(blocks.filter((block) => block.kind === 'heading')).toHaveLength(2);
    for (const [pageAt, name] of ['apple', 'pear'].entries()) {
      for (const [at, which] of words.entries()) {
        const word = `${which}${name}`;
        const block = blocks.find(({ text }) => text.includes(word));
        const start = (block?.start ?? 0) + (block?.text.indexOf(word) ?? 0);
        const [place, ...more] = placesOf(life.library.read, { documentId, start, end: start + word.length });
        expect(more).toEqual([]);
        expect(place).toMatchObject({ kind: 'page', page: pageAt + 1 });
        const [box] = place?.kind === 'page' ? place.boxes : [];
        const left = 50 + font.widthOfTextAtSize('Here ', size[which]);
        expect(Math.abs((box?.x0 ?? 0) - left)).toBeLessThan(2);
        expect(Math.abs((box?.x1 ?? 0) - left - font.widthOfTextAtSize(word, size[which]))).toBeLessThan(2);
        const fromTop = 600 - baseline(at);
        expect(box?.y0).toBeLessThan(fromTop - size[which] / 2);
        expect(box?.y1).toBeGreaterThan(fromTop - 1);
        expect((box?.y1 ?? 0) - (box?.y0 ?? 0)).toBeLessThan(1.6 * size[which]);
      }
    }
  });
});

/** Calls back after every transaction of the library that was not part of another. */
function afterEveryCommit(library: Library, look: () => void): void {
  const atomic = library.write.atomic.bind(library.write);
  let depth = 0;
  Object.assign(library.write, {
    atomic<T>(work: () => T): T {
      depth += 1;
      try {
        return atomic(work);
      } finally {
        depth -= 1;
        if (depth === 0) look();
      }
    },
  });
}

describe('a new version of a document', () => {
  it('is seen whole or not at all after every commit, in the words and in the vectors', async () => {
    const version = (word: string) => Array.from({ length: 60 }, (_, at) => `## ${at}\n\nThe ${word} of ${at}.`).join('\n\n');
    bench.put('lease.md', version('oldest'), 1_000_000);
    const life = bench.start({ models: modelRegistry(letterModel().model) });
    const source = await life.add();
    await life.idle();
    const count = (match: string) => searchFullText(life.library.read, { collectionId: life.collectionId, match, limit: 500 }).length;
    const seen = new Set<string>();
    afterEveryCommit(life.library, () => seen.add(`${count('oldest')} old, ${count('newest')} new`));
    bench.put('lease.md', version('newest'), 2_000_000);
    life.ingestion.rescan(source.id);
    await life.idle();
    expect([...seen]).toEqual(['60 old, 0 new', '0 old, 60 new']);
  });
});
