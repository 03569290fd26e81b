import { flushCompileCache } from 'node:module';
import { READ_WINDOW_PARTS, readerContract } from '../../../shared/contract/reader.ts';
import { implementContract } from '../../../shared/rpc/serve.ts';
import { createCredit } from './credit.ts';
import { readFile } from './read-file.ts';

/**
 * Readings after which the code compiled so far is kept for the next process: soon, and once most kinds of file have
 * been met. Readers are killed, so that Node never comes to do it at their end.
 */
const keepsCodeAfter = new Set([1, 12]);

/** The reader contract, served by reading in this process; one reading at a time. */
export function createReaderRouter() {
  const os = implementContract(readerContract);
  let credit = createCredit(READ_WINDOW_PARTS);
  let readings = 0;
  return os.router({
    read: os.read.handler(async function* ({ input, signal }) {
      const own = createCredit(READ_WINDOW_PARTS);
      credit = own;
      for await (const part of readFile(input, signal)) {
        await own.take(signal);
        yield part;
      }
      readings += 1;
      if (keepsCodeAfter.has(readings)) flushCompileCache();
    }),
    acknowledge: os.acknowledge.handler(({ input }) => credit.give(input.parts)),
  });
}
