import { eventIterator } from '@orpc/contract';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { base } from '../../../../src/shared/contract/base.ts';
import { AppError, isAppError } from '../../../../src/shared/errors.ts';
import { createContractClient } from '../../../../src/shared/rpc/client.ts';
import { createInProcessClient } from '../../../../src/shared/rpc/in-process.ts';
import { createPortPair } from '../../../../src/shared/rpc/port-pair.ts';
import { implementContract, serveContract } from '../../../../src/shared/rpc/serve.ts';
import type { Bug } from '../../../../src/shared/rpc/wire-error.ts';

const contract = {
  math: { double: base.input(z.object({ value: z.number().max(1000) })).output(z.number()) },
  nothing: base.output(z.void()),
  fail: base.input(z.object({ how: z.enum(['expected', 'bug', 'abort']) })).output(z.void()),
  wait: base.output(z.void()),
  count: base.input(z.object({ to: z.number(), failAt: z.number().optional() })).output(eventIterator(z.object({ n: z.number() }))),
  silence: base.output(eventIterator(z.object({ n: z.number() }))),
  bytes: base.input(z.object({ bytes: z.instanceof(Blob) })).output(z.object({ sizeBytes: z.number(), bytes: z.instanceof(Blob) })),
  liar: base.output(z.object({ n: z.number() })),
};

interface Seen {
  aborts: unknown[];
  returned: number;
  bugs: Bug[];
}

function build(seen: Seen) {
  const os = implementContract(contract);
  return os.router({
    math: { double: os.math.double.handler(async ({ input }) => input.value * 2) },
    nothing: os.nothing.handler(async () => {}),
    fail: os.fail.handler(async ({ input }) => {
      if (input.how === 'expected') {
        throw new AppError('store-full', 'The disk is full.', { details: { subject: 'library.db' }, retryAfterMs: 500 });
      }
      if (input.how === 'abort') throw Object.assign(new Error('stopped'), { name: 'AbortError' });
      throw new TypeError('secret text of a document');
    }),
    wait: os.wait.handler(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            seen.aborts.push(signal.reason);
            reject(signal.reason);
          });
        }),
    ),
    count: os.count.handler(async function* ({ input }) {
      try {
        for (let n = 0; n < input.to; n++) {
          if (n === input.failAt) throw new AppError('read-corrupt', 'The file is damaged.');
          yield { n };
        }
      } finally {
        seen.returned++;
      }
    }),
    silence: os.silence.handler(async function* ({ signal }) {
      signal?.addEventListener('abort', () => seen.aborts.push(signal.reason));
      yield { n: 0 };
      await new Promise(() => {});
    }),
    bytes: os.bytes.handler(async ({ input }) => ({ sizeBytes: input.bytes.size, bytes: input.bytes })),
    liar: os.liar.handler(async () => ({ n: 'not a number' }) as unknown as { n: number }),
  });
}

function connect(options: { validateOutputs?: boolean } = {}) {
  const seen: Seen = { aborts: [], returned: 0, bugs: [] };
  const [near, far] = createPortPair();
  serveContract(build(seen), far, { ...options, onBug: (bug) => seen.bugs.push(bug) });
  return { ...createContractClient(contract, near), near, far, seen };
}

const failure = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a call', () => {
  test('carries its input there and its output back', async () => {
    const { client } = connect();
    await expect(client.math.double({ value: 21 })).resolves.toBe(42);
    await expect(client.nothing()).resolves.toBeUndefined();
  });

  test('carries bytes in both directions unchanged', async () => {
    const { client } = connect();
    const sent = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);
    const answer = await client.bytes({ bytes: new Blob([sent]) });
    expect(answer.sizeBytes).toBe(sent.length);
    expect(Buffer.from(await answer.bytes.arrayBuffer()).equals(Buffer.from(sent))).toBe(true);
  });

  test('that breaks an input rule fails with the field and the rule, not with the value', async () => {
    const { client } = connect();
    const error = await failure(client.math.double({ value: 4096 }));
    expect(error).toMatchObject({ code: 'input-invalid', kind: 'input' });
    expect((error as AppError).details.reason).toMatch(/^value: /);
    expect(JSON.stringify((error as AppError).details)).not.toContain('4096');
  });

  test('fails with the very AppError of the other side', async () => {
    const { client } = connect();
    const error = await failure(client.fail({ how: 'expected' }));
    expect(isAppError(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'store-full',
      kind: 'precondition',
      message: 'The disk is full.',
      retryable: false,
      retryAfterMs: 500,
      details: { subject: 'library.db' },
    });
  });

  test('that meets a bug shows a log id and never the text of the bug', async () => {
    const { client, seen } = connect();
    const error = (await failure(client.fail({ how: 'bug' }))) as AppError;
    expect(error.code).toBe('internal');
    expect(`${error.message}${JSON.stringify(error.details)}`).not.toContain('secret');
    expect(seen.bugs).toHaveLength(1);
    expect(seen.bugs[0]).toMatchObject({ logId: error.details.logId, method: 'fail' });
  });

  test('stopped by the other side arrives as an abort, not as an error of ours', async () => {
    const { client } = connect();
    expect(await failure(client.fail({ how: 'abort' }))).toMatchObject({ name: 'AbortError' });
  });

  test('is aborted on the other side too, and fails here with the unchanged reason', async () => {
    const { client, seen } = connect();
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const pending = failure(client.wait(undefined, { signal: controller.signal }));
    await settle();
    controller.abort(reason);
    expect(await pending).toBe(reason);
    await settle();
    expect(seen.aborts).toHaveLength(1);
  });

  test('of a method that the other side does not know says that the versions differ', async () => {
    const [near, far] = createPortPair();
    serveContract({}, far);
    expect(await failure(createContractClient(contract, near).client.nothing())).toMatchObject({ code: 'protocol-mismatch' });
  });
});

describe('a stream', () => {
  test('arrives whole and in order', async () => {
    const { client, seen } = connect();
    const numbers: number[] = [];
    for await (const part of await client.count({ to: 3000 })) numbers.push(part.n);
    expect(numbers).toEqual(Array.from({ length: 3000 }, (_, n) => n));
    expect(seen.returned).toBe(1);
  });

  test('does not hold up the event loop of its side, however fast it is made', async () => {
    const { client } = connect();
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    for await (const part of await client.count({ to: 20_000 })) void part;
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  test('keeps the parts that came before its error', async () => {
    const { client } = connect();
    const numbers: number[] = [];
    const error = await failure(
      (async () => {
        for await (const part of await client.count({ to: 10, failAt: 4 })) numbers.push(part.n);
      })(),
    );
    expect(numbers).toEqual([0, 1, 2, 3]);
    expect(error).toMatchObject({ code: 'read-corrupt' });
  });

  test('left early ends the work on the other side', async () => {
    const { client, seen } = connect();
    for await (const part of await client.count({ to: 1e9 })) {
      if (part.n === 3) break;
    }
    await settle();
    expect(seen.returned).toBe(1);
  });

  test('aborted while it waits fails with the reason and tells the other side', async () => {
    const { client, seen } = connect();
    const controller = new AbortController();
    const reason = new Error('enough');
    const stream = await client.silence(undefined, { signal: controller.signal });
    await stream.next();
    const pending = failure(stream.next());
    await settle();
    controller.abort(reason);
    expect(await pending).toBe(reason);
    await settle();
    expect(seen.aborts).toHaveLength(1);
  });
});

describe('when the port closes', () => {
  test('calls and streams under way and all later ones fail with connection-lost', async () => {
    const { client, far } = connect();
    const [stream, idleStream] = [await client.silence(), await client.silence()];
    await stream.next();
    const pending = [failure(client.wait()), failure(stream.next())];
    await settle();
    far.close();
    for (const error of await Promise.all(pending)) expect(error).toMatchObject({ code: 'connection-lost', retryable: true });
    expect(await failure(client.nothing())).toMatchObject({ code: 'connection-lost' });
    expect(await failure(idleStream.next())).toMatchObject({ code: 'connection-lost' });
  });

  test('the serving side aborts what it does for the caller', async () => {
    const connection = connect();
    const { client, seen } = connection;
    const pending = failure(client.wait());
    await settle();
    connection.close();
    expect(await pending).toMatchObject({ code: 'connection-lost' });
    await settle();
    expect(seen.aborts).toHaveLength(1);
  });
});

describe('output validation', () => {
  test('finds a handler that breaks the contract when asked for', async () => {
    const { client, seen } = connect({ validateOutputs: true });
    expect(await failure(client.liar())).toMatchObject({ code: 'internal' });
    expect(seen.bugs).toHaveLength(1);
  });

  test('costs nothing when not asked for', async () => {
    const { client } = connect();
    await expect(client.liar()).resolves.toEqual({ n: 'not a number' });
  });
});

test('frames that are no frames of ours hurt nobody', async () => {
  const { client, near } = connect();
  for (const junk of [
    '',
    '{',
    '[]',
    'null',
    '\n\n',
    '{"i":"1"}',
    '{"i":"9","p":{"u":"::"}}',
    7,
    null,
    { type: 'x' },
    new Uint8Array([255, 1]),
    new Uint8Array(0),
  ]) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
    near.postMessage(junk);
  }
  await settle();
  await expect(client.math.double({ value: 1 })).resolves.toBe(2);
});

test('a router answers inside one process with the same rules', async () => {
  const { client } = createInProcessClient(contract, build({ aborts: [], returned: 0, bugs: [] }));
  await expect(client.math.double({ value: 2 })).resolves.toBe(4);
  expect(await failure(client.math.double({ value: 5000 }))).toMatchObject({ code: 'input-invalid' });
});
