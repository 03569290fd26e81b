import { readerContract } from '../../../shared/contract/reader.ts';
import { implementContract } from '../../../shared/rpc/serve.ts';
import { readFile } from './read-file.ts';

/** The reader contract, served by reading in this process. */
export function createReaderRouter() {
  const os = implementContract(readerContract);
  return os.router({
    read: os.read.handler(async function* ({ input, signal }) {
      yield* readFile(input, signal);
    }),
  });
}
