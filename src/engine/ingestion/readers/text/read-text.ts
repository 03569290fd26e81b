import { BlockBatch, block } from '../blocks.ts';
import { isProse } from '../format.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { readerIdentities } from '../reader-identities.ts';
import { LineGatherer } from './line-blocks.ts';
import { eachLine } from './lines.ts';
import { textOfFile } from './text-of-file.ts';

/** Plain text by lines: prose as paragraphs, code, logs and data as they stand. */
export const textReader: FormatReader = {
  ...readerIdentities.text,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const { text, warnings } = await textOfFile(file, signal);
    yield { type: 'begin', format: 'text', reader: this.reader, readerVersion: this.version, title: null, pageCount: null };
    yield* warnings;
    yield* linesAsBlocks(text, isProse(file.name) ? 'paragraph' : 'code', signal);
  },
};

const SLICE_CHARS = 64 * 1024;

async function* linesAsBlocks(text: string, kind: 'paragraph' | 'code', signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
  const gatherer = new LineGatherer();
  const batch = new BlockBatch();
  let linesBefore = 0;
  for (const slice of slicesAtLineEnds(text, SLICE_CHARS)) {
    let lines = 0;
    eachLine(slice, (line, number) => {
      lines = number;
      for (const each of gatherer.add(line, linesBefore + number)) batch.add(block({ kind, ...each }));
    });
    linesBefore += lines;
    if (batch.isFull) yield* batch.take();
    await nextTurn(signal);
  }
  for (const each of gatherer.flush()) batch.add(block({ kind, ...each }));
  yield* batch.take();
}

function* slicesAtLineEnds(text: string, chars: number): Generator<string> {
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start + chars);
    const end = feed === -1 ? text.length : feed + 1;
    yield text.slice(start, end);
    start = end;
  }
}
