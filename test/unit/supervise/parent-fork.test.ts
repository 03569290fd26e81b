import { expect, test } from 'vitest';
import type { ToChild, ToParent } from '../../../src/shared/control.ts';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import type { MessagePortLike } from '../../../src/shared/process.ts';
import { createPortPair } from '../../../src/shared/rpc/port-pair.ts';
import type { ParentChannel } from '../../../src/supervise/parent-channel.ts';
import { createParentFork } from '../../../src/supervise/parent-fork.ts';
import { settle } from './scripted-fork.ts';

/** A parent that records what it is asked and answers as the test says. */
function setUp() {
  const asked: ToParent[] = [];
  const listeners: ((message: unknown, ports: readonly MessagePortLike[]) => void)[] = [];
  const channel: ParentChannel = {
    host: 'electron',
    send: (message) => void asked.push(message as ToParent),
    onMessage: (listener) => void listeners.push(listener),
    onClose: () => {},
  };
  return {
    fork: createParentFork(channel),
    asked,
    tell: (frame: ToChild, ports: readonly MessagePortLike[] = []) => {
      for (const listener of listeners) listener(frame, ports);
    },
  };
}

const requestIdOf = (frame: ToParent | undefined): number => (frame && 'requestId' in frame ? frame.requestId : -1);
const forkIdOf = (frame: ToParent | undefined): number => (frame && 'forkId' in frame ? frame.forkId : -1);

test('a fork asks the parent and speaks over the port that comes with the answer', async () => {
  const { fork, asked, tell } = setUp();
  const forked = fork('models', { maxOldSpaceMiB: 512 });
  await settle();
  expect(asked).toMatchObject([{ type: 'fork', kind: 'models', options: { maxOldSpaceMiB: 512 } }]);
  const [near, far] = createPortPair();
  tell({ type: 'answer', requestId: requestIdOf(asked[0]), pid: 77 }, [near]);
  const child = await forked;
  expect(child).toMatchObject({ kind: 'models', pid: 77 });
  const heard: unknown[] = [];
  far.onMessage((message) => heard.push(message));
  const { port } = child;
  port.postMessage('hello');
  await settle();
  expect(heard).toEqual(['hello']);
});

test('two forks at once are told apart, in their kills, weights and ends', async () => {
  const { fork, asked, tell } = setUp();
  const forks = [fork('models'), fork('reader')];
  await settle();
  const [first, second] = asked;
  tell({ type: 'answer', requestId: requestIdOf(second), pid: 2 }, [createPortPair()[0]]);
  tell({ type: 'answer', requestId: requestIdOf(first), pid: 1 }, [createPortPair()[0]]);
  const [models, reader] = await Promise.all(forks);
  expect([models?.pid, reader?.pid]).toEqual([1, 2]);

  reader?.kill('SIGKILL');
  expect(asked.at(-1)).toEqual({ type: 'fork-kill', forkId: forkIdOf(second), signal: 'SIGKILL' });
  const weight = models?.residentBytes();
  await settle();
  expect(asked.at(-1)).toMatchObject({ type: 'fork-resident', forkId: forkIdOf(first) });
  tell({ type: 'answer', requestId: requestIdOf(asked.at(-1)), residentBytes: 4096 });
  expect(await weight).toBe(4096);

  tell({ type: 'fork-exit', forkId: forkIdOf(second), code: null, signal: 'SIGKILL' });
  expect(await reader?.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await Promise.race([models?.exited, settle()])).toBeUndefined();
});

test('an end that is told before the port is here is not lost', async () => {
  const { fork, asked, tell } = setUp();
  const forked = fork('reader');
  await settle();
  tell({ type: 'fork-exit', forkId: forkIdOf(asked[0]), code: 1, signal: null });
  tell({ type: 'answer', requestId: requestIdOf(asked[0]), pid: 5 }, [createPortPair()[0]]);
  expect(await (await forked).exited).toEqual({ code: 1, signal: null });
});

test('a refusal, or an answer without a port, fails the fork', async () => {
  const { fork, asked, tell } = setUp();
  const refused = fork('models');
  const portless = fork('models');
  await settle();
  tell({ type: 'refusal', requestId: requestIdOf(asked[0]), error: toErrorData(new AppError('process-unavailable', 'No.')) });
  tell({ type: 'answer', requestId: requestIdOf(asked[1]), pid: 5 });
  await expect(refused).rejects.toMatchObject({ code: 'process-unavailable', message: 'No.' });
  await expect(portless).rejects.toMatchObject({ code: 'process-unavailable' });
});
