import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { BlockBatch, block } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { textOfFile } from '../text/text-of-file.ts';
import { readerIdentities } from '../reader-identities.ts';
import { Definitions } from './definitions.ts';
import { fallbackBlocks } from './fallback-blocks.ts';
import { frontMatter } from './front-matter.ts';
import { type MarkdownPiece, splitPieces } from './split-pieces.ts';
import { treeBlocks } from './tree-blocks.ts';

/** A piece beyond the second number goes by lines; the parser takes a second for the worst 16 KB found. */
const PIECE_CHARS = 12 * 1024;
const PARSED_PIECE_CHARS = 24 * 1024;
/** Parser time for one file; afterwards the rest goes by lines. An ordinary file parses about 200 KB a second. */
const PARSE_BUDGET_MS = 15_000;
const SLOW_WARNING = 'Part of the file was read line by line, because its Markdown is too large or too deeply nested to parse.';

/** Markdown with GitHub's extensions, with line numbers for citations. */
export const markdownReader: FormatReader = {
  ...readerIdentities.markdown,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const { text, warnings } = await textOfFile(file, signal);
    const front = frontMatter(text);
    const body = front === undefined ? text : blankLines(text, front.lineEnd);
    const title = front?.title ?? firstHeading(body);
    yield { type: 'begin', format: 'markdown', reader: this.reader, readerVersion: this.version, title, pageCount: null };
    yield* warnings;

    const batch = new BlockBatch();
    if (front) batch.add(block({ kind: 'code', text: front.text, lineStart: front.lineStart + 1, lineEnd: front.lineEnd - 1 }));
    const pieces = splitPieces(body, PIECE_CHARS);
    const parser = new PieceParser(new Definitions(pieces.flatMap((piece) => piece.lines)));
    for (const piece of pieces) {
      batch.add(...parser.blocks(piece));
      if (batch.isFull) yield* batch.take();
      await nextTurn(signal);
    }
    yield* batch.take();
    if (parser.fellBack) yield { type: 'warning', message: SLOW_WARNING };
  },
};

class PieceParser {
  readonly #trail = new HeadingTrail();
  readonly #definitions: Definitions;
  #budgetMs = PARSE_BUDGET_MS;
  fellBack = false;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  blocks(piece: MarkdownPiece): ReadBlock[] {
    const text = piece.lines.join('\n');
    const root = text.length <= PARSED_PIECE_CHARS && this.#budgetMs > 0 ? this.#parse(text) : undefined;
    if (root !== undefined) return treeBlocks(root, this.#trail, piece.lineStart - 1, piece.lines.length);
    this.fellBack = true;
    return fallbackBlocks(piece, this.#trail);
  }

  /** Undefined when the parser gave up: deep nesting exhausts its stack. */
  #parse(text: string): ReturnType<typeof fromMarkdown> | undefined {
    const startedMs = performance.now();
    const known = this.#definitions.usedBy(text);
    const whole = known.length === 0 ? text : `${text}\n\n${known.join('\n\n')}`;
    try {
      return fromMarkdown(whole, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    } finally {
      this.#budgetMs -= performance.now() - startedMs;
    }
  }
}

/** Keeps the numbers of the lines that follow. */
function blankLines(text: string, count: number): string {
  let at = 0;
  for (let line = 0; line < count; line += 1) at = text.indexOf('\n', at) + 1 || text.length;
  return '\n'.repeat(count) + text.slice(at);
}

/** A level-one heading near the top names the document. */
function firstHeading(text: string): string | null {
  const found = /^ {0,3}#[ \t]+(\S.*?)[ \t]*#*[ \t]*\r?$/m.exec(text.slice(0, 4 * 1024));
  return found?.[1]?.replace(/[*_`]/g, '').slice(0, 200).toWellFormed() ?? null;
}
