import { afterEach, beforeEach, expect, it } from 'vitest';
import { pagePicture, pngOf } from '../../fixtures/documents/page-picture.ts';
import { letterModel } from './letter-model.ts';
import { createWorkbench, modelRegistry, readInProcess, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

/** A machine whose plug a test takes out. */
function machine(isOnBattery: boolean) {
  const listeners = new Set<() => void>();
  return {
    isOnBattery,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    plug(isOut: boolean) {
      this.isOnBattery = isOut;
      for (const listener of listeners) listener();
    },
  };
}

/** The real readers, with the most that were at work at once. */
function counted() {
  let now = 0;
  const seen = { most: 0 };
  return {
    seen,
    async *read(...[input, options]: Parameters<typeof readInProcess>) {
      now += 1;
      seen.most = Math.max(seen.most, now);
      try {
        // Long enough for another to begin.
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield* readInProcess(input, options);
      } finally {
        now -= 1;
      }
    },
  };
}

it('on battery one file is read at a time and few texts are embedded at once, at full speed where one wants it', async () => {
  bench.put('slow.txt', 'Words of a file on its own.');
  bench.put('many.md', Array.from({ length: 20 }, (_, at) => `# Part ${at}\n\nWords of part ${at} of the file.`).join('\n\n'));
  const { model, seen: embedded } = letterModel();
  const { read, seen } = counted();
  const power = machine(true);
  const life = bench.start({ power, read, models: modelRegistry(model), concurrency: 4 });
  await life.add();
  await life.idle();
  expect(seen.most).toBe(1);
  expect(Math.max(...embedded.map((texts) => texts.length))).toBeLessThanOrEqual(8);
  expect(life.power.status()).toEqual({ isOnBattery: true, fullSpeedOnBattery: false });

  life.power.setFullSpeed(true);
  for (let at = 0; at < 3; at += 1) bench.put(`fast-${at}.txt`, `Fast text number ${at}.`);
  for (const { id } of life.ingestion.list(life.collectionId)) life.ingestion.rescan(id);
  await life.idle();
  expect(seen.most).toBeGreaterThan(1);
  await life.dispose();

  const next = bench.start({ power });
  expect(next.power.status()).toEqual({ isOnBattery: true, fullSpeedOnBattery: true });
  await next.idle();
});

it('text recognition waits for the plug', async () => {
  bench.put('one.png', pngOf(await pagePicture([], { width: 40, height: 30 })));
  const recognised: string[] = [];
  const power = machine(true);
  const life = bench.start({
    power,
    recognises: true,
    async *read(input, options) {
      if (!input.ocr) return yield* readInProcess(input, options);
      recognised.push(input.path);
      throw new Error('not today');
    },
  });
  await life.add();
  await life.idle();
  expect(life.ocr.status()).toMatchObject({ documentsWaiting: 1, isPaused: false });
  expect(recognised).toEqual([]);
  power.plug(false);
  await life.idle();
  expect(recognised).not.toEqual([]);
  expect(life.changes.filter(({ type }) => type === 'power-changed')).toHaveLength(1);
});
