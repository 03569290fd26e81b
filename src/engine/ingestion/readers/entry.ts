import { serveContract } from '../../../shared/rpc/serve.ts';
import { runChild } from '../../../supervise/child-side.ts';
import { outliveLeftPromises } from './left-promises.ts';
import { createReaderRouter } from './reader-router.ts';

const router = createReaderRouter();

outliveLeftPromises((name, places) => process.stderr.write(`[reader] a promise was left: ${name}\n${places}\n`));

runChild({
  kind: 'reader',
  onConnect: (port) =>
    serveContract(router, port, {
      // The stack names places in our code; the error's own text may quote the document, so it stays out.
      onBug: ({ logId, error }) => {
        const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')) : [];
        process.stderr.write(`[reader] ${logId} ${error instanceof Error ? error.name : typeof error}\n${stack.slice(0, 12).join('\n')}\n`);
      },
    }),
});
