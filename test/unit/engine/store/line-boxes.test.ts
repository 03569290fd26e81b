import { describe, expect, it } from 'vitest';
import { mergeToLines } from '../../../../src/engine/store/line-boxes.ts';

const word = (x0: number, y0: number, x1: number) => ({ x0, y0, x1, y1: y0 + 12 });

describe('mergeToLines', () => {
  it('gives one box for the words of a line, also when their baselines differ a little', () => {
    expect(mergeToLines([word(72, 100, 100), word(104, 101, 140), word(144, 98, 180)])).toEqual([{ x0: 72, y0: 98, x1: 180, y1: 113 }]);
  });

  it('begins a new box with each line', () => {
    expect(mergeToLines([word(72, 100, 500), word(72, 116, 200)])).toHaveLength(2);
  });

  it('does not reach over the gap between two columns at the same height', () => {
    expect(mergeToLines([word(72, 100, 250), word(320, 100, 480)])).toHaveLength(2);
  });

  it('takes words that run from right to left', () => {
    expect(mergeToLines([word(400, 100, 440), word(360, 100, 396)])).toEqual([{ x0: 360, y0: 100, x1: 440, y1: 112 }]);
  });

  it('gives one box for a line that runs down the page, and another for the next', () => {
    const letters = { start: 0, end: 6 };
    const down = [
      { ...letters, x0: 100, y0: 70, x1: 112, y1: 110 },
      { start: 7, end: 9, x0: 101, y0: 114, x1: 111, y1: 124 },
      { ...letters, x0: 80, y0: 70, x1: 92, y1: 108 },
    ];
    expect(mergeToLines(down)).toEqual([
      { x0: 100, y0: 70, x1: 112, y1: 124 },
      { x0: 80, y0: 70, x1: 92, y1: 108 },
    ]);
  });

  it('keeps narrow words that stand over each other apart', () => {
    const narrow = (y0: number) => ({ start: 0, end: 1, x0: 72, y0, x1: 76, y1: y0 + 12 });
    expect(mergeToLines([narrow(100), narrow(114)])).toHaveLength(2);
  });

  it('gives nothing for nothing', () => {
    expect(mergeToLines([])).toEqual([]);
  });
});
