import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a child that closes on the first of several waiting messages ends in good order', async () => {
  const child = fork(join(import.meta.dirname, 'closes-at-the-first-message.ts'), [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (data: Buffer) => (complaint += data.toString()));
  for (let index = 0; index < 3; index += 1) child.send(index);
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(complaint).toBe('');
  expect(code).toBe(0);
});
