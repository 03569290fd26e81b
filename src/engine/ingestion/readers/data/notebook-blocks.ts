import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import { HeadingTrail } from '../heading-trail.ts';
import { fallbackBlocks } from '../markdown/fallback-blocks.ts';

const MAX_OUTPUT_CHARS = 4_000;
/** The cells of a Jupyter notebook in order: text as Markdown, code, what the code printed. Undefined when it is no notebook. */
export function notebookBlocks(text: string): ReadBlock[] | undefined {
  const cells = member(fromJson(text), 'cells');
  if (!Array.isArray(cells)) return undefined;
  const trail = new HeadingTrail();
  return cells.flatMap((cell: unknown) => {
    const source = joined(member(cell, 'source'));
    if (member(cell, 'cell_type') === 'markdown') return markdown(source, trail);
    const outputs = member(cell, 'outputs');
    const printed = (Array.isArray(outputs) ? outputs : []).map((output: unknown) => printedText(output).slice(0, MAX_OUTPUT_CHARS));
    return [source, ...printed].flatMap((each) =>
      each.trim() === '' ? [] : [block({ kind: 'code', text: each, headingPath: trail.path })],
    );
  });
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Notebooks keep text as one string or as its lines. */
function joined(source: unknown): string {
  if (Array.isArray(source)) return source.filter((line) => typeof line === 'string').join('');
  return typeof source === 'string' ? source : '';
}

function printedText(output: unknown): string {
  return joined(member(output, 'text')) || joined(member(member(output, 'data'), 'text/plain'));
}

/** A cell has no lines of the file that a person could look up. */
function markdown(source: string, trail: HeadingTrail): ReadBlock[] {
  const piece = { lines: source.split(/\r\n|\r|\n/), lineStart: 1 };
  return fallbackBlocks(piece, trail).map((each) => ({ ...each, lineStart: null, lineEnd: null }));
}
