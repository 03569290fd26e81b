import { describe, expect, it } from 'vitest';
import { createRateWindow } from '../../../../src/engine/embedding/rate-window.ts';

function clockAt() {
  let nowMs = 1_000_000;
  return { nowMs: () => nowMs, monotonicMs: () => nowMs, pass: (ms: number) => (nowMs += ms) };
}

describe('createRateWindow', () => {
  it('says nothing before there is a second to judge by', () => {
    const clock = clockAt();
    const rate = createRateWindow(clock);
    expect(rate.perSecond()).toBeNull();
    rate.add(5);
    clock.pass(500);
    rate.add(5);
    expect(rate.perSecond()).toBeNull();
  });

  it('gives the rate of the last half minute', () => {
    const clock = clockAt();
    const rate = createRateWindow(clock);
    for (let second = 0; second < 60; second += 1) {
      rate.add(second < 30 ? 1 : 8);
      clock.pass(1000);
    }
    expect(rate.perSecond()).toBeCloseTo(8, 0);
  });

  it('falls as time passes without anything, and forgets after half a minute', () => {
    const clock = clockAt();
    const rate = createRateWindow(clock);
    rate.add(10);
    clock.pass(1000);
    rate.add(10);
    clock.pass(1000);
    expect(rate.perSecond()).toBeCloseTo(10);
    clock.pass(8000);
    expect(rate.perSecond()).toBeCloseTo(2);
    clock.pass(31_000);
    expect(rate.perSecond()).toBeNull();
  });
});
