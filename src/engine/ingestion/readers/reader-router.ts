import { READ_WINDOW_PARTS, readerContract } from '../../../shared/contract/reader.ts';
import { implementContract } from '../../../shared/rpc/serve.ts';
import { createCredit } from './credit.ts';
import { readFile } from './read-file.ts';

/** The reader contract, served by reading in this process; one reading at a time. */
export function createReaderRouter() {
  const os = implementContract(readerContract);
  let credit = createCredit(READ_WINDOW_PARTS);
  return os.router({
    read: os.read.handler(async function* ({ input, signal }) {
      const own = createCredit(READ_WINDOW_PARTS);
      credit = own;
      for await (const part of readFile(input, signal)) {
        await own.take(signal);
        yield part;
      }
    }),
    acknowledge: os.acknowledge.handler(({ input }) => credit.give(input.parts)),
  });
}
