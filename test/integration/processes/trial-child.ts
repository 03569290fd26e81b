import { runChild } from '../../../src/supervise/child-side.ts';
import { serveContract } from '../../../src/shared/rpc/serve.ts';
import { createTrialRouter } from './trial-router.ts';

/** Started as a `reader` by the tests of this folder. */
runChild({ kind: 'reader', onConnect: (port) => serveContract(createTrialRouter(), port) });
