import { readerContract, type ReadPart } from '../../../src/shared/contract/reader.ts';
import { implementContract, serveContract } from '../../../src/shared/rpc/serve.ts';
import { runChild } from '../../../src/supervise/child-side.ts';

/*
 * A reader that does what the name of its file says, to try the pool where no real file can: `hang`, `exit`,
 * `abort`, `engine` (the first engine aborts), `engines` (both do), `fill` (memory), `steady` (progress for ever), `bug`, anything else reads well.
 */
const os = implementContract(readerContract);
const begin: ReadPart = { type: 'begin', format: 'text', reader: 'trial', readerVersion: 1, title: String(process.pid), pageCount: null };
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const router = os.router({
  acknowledge: os.acknowledge.handler(() => {}),
  read: os.read.handler(async function* ({ input, signal }) {
    const deed = input.path.split('/').at(-1);
    yield deed?.startsWith('engine') ? { ...begin, format: 'pdf' } : begin;
    await wait(5);
    if (deed === 'hang') for (;;);
    if (deed === 'exit') process.exit(7);
    if (deed === 'abort' || deed === 'engines' || (deed === 'engine' && input.engine === 'first')) process.abort();
    if (deed === 'engine') yield { type: 'warning', message: 'by the second engine' };
    if (deed === 'bug') throw new TypeError('of our own making');
    if (deed === 'fill') {
      const kept: Buffer[] = [];
      for (;;) {
        kept.push(Buffer.alloc(16 * 1024 * 1024, kept.length));
        await wait(5);
      }
    }
    if (deed === 'steady') {
      for (let page = 1; ; page += 1) {
        signal?.throwIfAborted();
        yield { type: 'page', page: { page, width: 1, height: 1 } };
        await wait(20);
      }
    }
    yield { type: 'end', sha256: 'x', sizeBytes: 1 };
  }),
});

runChild({ kind: 'reader', onConnect: (port) => serveContract(router, port) });
