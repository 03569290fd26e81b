import { isAppError } from '../../../../shared/errors.ts';
import { BlockBatch } from '../blocks.ts';
import type { FormatPart } from '../format-reader.ts';
import type { BlockFlow } from './block-flow.ts';

/**
 * Passes on what gathers in `flow` while `steps` feed it. Where the file turns out to be damaged, what came before
 * the damage is passed on first.
 */
export async function* streamBlocks(
  steps: AsyncIterable<void>,
  flow: BlockFlow,
  signal: AbortSignal | undefined,
): AsyncGenerator<FormatPart> {
  const batch = new BlockBatch();
  try {
    for await (const _ of steps) {
      signal?.throwIfAborted();
      batch.add(...flow.take());
      if (batch.isFull) yield* batch.take();
    }
  } catch (error) {
    if (isAppError(error)) yield* rest(batch, flow);
    throw error;
  }
  yield* rest(batch, flow);
}

function rest(batch: BlockBatch, flow: BlockFlow): FormatPart[] {
  flow.settle();
  batch.add(...flow.take());
  return batch.take();
}
