import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closeCodes } from '../../../src/host/sockets.ts';
import { failure, openWindow, startTrialHost } from './trial-host.ts';

const kill = (pid: number | undefined): void => {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
};

describe('a window', () => {
  test('talks to the engine process through the host, calls, streams and bytes', async () => {
    await using trial = await startTrialHost();
    const { engine } = await openWindow(trial.host);
    const { pid } = await engine.whoAmI();
    expect(pid).toBe(trial.host.enginePid());
    expect(pid).not.toBe(process.pid);
    const numbers: number[] = [];
    for await (const part of await engine.count({ to: 5_000 })) numbers.push(part.n);
    expect(numbers).toEqual(Array.from({ length: 5_000 }, (_, n) => n));
    const sent = Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 251);
    const { bytes } = await engine.echo({ bytes: new Blob([sent]) });
    expect(Buffer.compare(Buffer.from(await bytes.arrayBuffer()), Buffer.from(sent))).toBe(0);
  });

  test('hears nothing of another window', async () => {
    await using trial = await startTrialHost();
    const [one, other] = [await openWindow(trial.host), await openWindow(trial.host)];
    const [first, second] = await Promise.all([
      (async () => {
        const texts = new Set<string>();
        for await (const part of await one.engine.count({ to: 2_000, text: 'one' })) texts.add(part.text);
        return texts;
      })(),
      (async () => {
        const texts = new Set<string>();
        for await (const part of await other.engine.count({ to: 2_000, text: 'other' })) texts.add(part.text);
        return texts;
      })(),
    ]);
    expect([[...first], [...second]]).toEqual([['one'], ['other']]);
  });
});

describe('when the engine is killed', () => {
  test('pending calls fail, the socket says why, and the next connection finds a new engine that knows the old grants', async () => {
    await using trial = await startTrialHost();
    const window = await openWindow(trial.host);
    const grant = await window.host.grantPath({ path: trial.folder });
    await expect(window.engine.granted({ grantId: grant.grantId })).resolves.toBe(trial.folder);
    const { pid } = await window.engine.whoAmI();
    const call = failure(window.engine.never());
    kill(pid);
    expect(await call).toMatchObject({ code: 'connection-lost' });
    expect(await window.engineClosed).toBe(closeCodes.engineLost);

    const again = await openWindow(trial.host);
    const next = await again.engine.whoAmI();
    expect(next.pid).not.toBe(pid);
    await expect(again.engine.granted({ grantId: grant.grantId })).resolves.toBe(trial.folder);
    await expect(window.host.capabilities()).resolves.toMatchObject({ host: 'browser' });
  });

  test('again and again, the host gives it a rest, says so, and stays up', async () => {
    await using trial = await startTrialHost({ breaker: { coolDownMs: 600 } });
    for (let death = 1; death <= 3; death++) {
      const { engine } = await openWindow(trial.host);
      const { pid } = await engine.whoAmI();
      kill(pid);
      while (trial.host.enginePid() === pid) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const refused = await openWindow(trial.host);
    expect(await refused.engineClosed).toBe(closeCodes.engineUnavailable);
    while (trial.host.enginePid() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await (await openWindow(trial.host)).engine.whoAmI()).pid).toBe(trial.host.enginePid());
  });
});

test('an engine that cannot open its library answers every call with the reason, and opens it for the next window once it can', async () => {
  await using trial = await startTrialHost();
  await trial.host.engineOpened();
  await writeFile(join(trial.libraryDir, 'refuse'), '');
  const { pid } = await (await openWindow(trial.host)).engine.whoAmI();
  kill(pid);
  while (trial.host.enginePid() === pid) await new Promise((resolve) => setTimeout(resolve, 5));
  const { engine } = await openWindow(trial.host);
  expect(await failure(engine.whoAmI())).toMatchObject({ code: 'store-newer', message: 'This library was made by a newer version.' });
  expect(await failure(trial.host.engineOpened())).toMatchObject({ code: 'store-newer' });

  // What was in the way is gone: a window that is loaded anew finds the library, without a new process.
  await rm(join(trial.libraryDir, 'refuse'));
  const refusing = trial.host.enginePid();
  const again = await openWindow(trial.host);
  expect((await again.engine.whoAmI()).pid).toBe(refusing);
  await expect(trial.host.engineOpened()).resolves.toBeUndefined();
});

test('the engine process ends with the host', async () => {
  const trial = await startTrialHost();
  await trial.host.engineOpened();
  const pid = trial.host.enginePid();
  await trial[Symbol.asyncDispose]();
  expect(() => process.kill(pid as number, 0)).toThrow();
});

test('a grant for a place where nothing is fails with the reason of the engine', async () => {
  await using trial = await startTrialHost();
  const { host } = await openWindow(trial.host);
  expect(await failure(host.grantPath({ path: join(trial.folder, 'nothing') }))).toMatchObject({ code: 'source-missing' });
  expect(await failure(host.pick({ what: 'folder' }))).toMatchObject({ code: 'input-invalid' });
});
