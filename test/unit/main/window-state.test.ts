import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minimumSize, openingBounds, readWindowState, writeWindowState } from '../../../src/main/window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('where the window opens', () => {
  test('where it was, when a display still shows it', () => {
    const bounds = { x: 1500, y: 100, width: 1000, height: 700 };
    expect(openingBounds(bounds, [laptop, beside])).toEqual(bounds);
  });

  test('not on a display that is gone: the system places it', () => {
    const bounds = openingBounds({ x: 1500, y: 100, width: 1000, height: 700 }, [laptop]);
    expect(bounds.x).toBeUndefined();
    expect(bounds.width).toBeLessThanOrEqual(laptop.width);
  });

  test('not above the screen, where nobody could catch its title bar', () => {
    expect(openingBounds({ x: 100, y: -200, width: 1000, height: 700 }, [laptop]).x).toBeUndefined();
  });

  test('whatever was remembered, it can be caught with the mouse and is no larger than a display', () => {
    const coordinate = fc.integer({ min: -10_000, max: 10_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(fc.record({ x: coordinate, y: coordinate, width: size, height: size }), (remembered) => {
        const bounds = openingBounds(remembered, [laptop, beside]);
        expect(bounds.width).toBeGreaterThanOrEqual(minimumSize.width);
        expect(bounds.height).toBeGreaterThanOrEqual(minimumSize.height);
        expect(bounds.width).toBeLessThanOrEqual(beside.width);
        expect(bounds.height).toBeLessThanOrEqual(beside.height);
        if (bounds.x === undefined) return;
        const { x, y = Number.NaN } = bounds;
        const shown = [laptop, beside].some(
          (area) => x + bounds.width > area.x + 100 && x < area.x + area.width - 100 && y >= area.y && y < area.y + area.height - 30,
        );
        expect(shown).toBe(true);
      }),
    );
  });
});

describe('what the shell remembers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('comes back as it was written', async () => {
    const file = join(folder, 'window.json');
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, maximized: true, theme: 'dark' } as const;
    await writeWindowState(file, state);
    expect(await readWindowState(file)).toEqual(state);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(state);
  });

  test('a missing, damaged or foreign file is a fresh start, and a half-good one keeps its good half', async () => {
    const fresh = { bounds: null, maximized: false, theme: 'system' };
    const file = join(folder, 'window.json');
    expect(await readWindowState(file)).toEqual(fresh);
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"bounds":{"x":1}}',
      '{"bounds":{"x":1,"y":1,"width":0,"height":5},"theme":"pink"}',
    ]) {
      writeFileSync(file, text);
      expect(await readWindowState(file)).toEqual(fresh);
    }
    writeFileSync(file, '{"bounds":"lost","theme":"light","maximized":1}');
    expect(await readWindowState(file)).toEqual({ ...fresh, theme: 'light' });
  });
});
