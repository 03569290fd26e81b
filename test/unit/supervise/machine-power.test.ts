import { expect, it } from 'vitest';
import { watchPower } from '../../../src/supervise/machine-power.ts';

const turns = async () => {
  for (let at = 0; at < 5; at += 1) await Promise.resolve();
};

it('tells of changes only, keeps what it knew when a look fails, and is silent in the end', async () => {
  let answer: boolean | Error = true;
  let told = 0;
  const power = watchPower(async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  }, 60_000);
  power.onChange(() => (told += 1));
  expect(power.isOnBattery).toBe(false);
  const look = async (next: boolean | Error) => {
    answer = next;
    power.lookAgain();
    await turns();
    return [power.isOnBattery, told];
  };
  await turns();
  expect([power.isOnBattery, told]).toEqual([true, 1]);
  expect(await look(true)).toEqual([true, 1]);
  expect(await look(new Error('busy'))).toEqual([true, 1]);
  expect(await look(false)).toEqual([false, 2]);
  power.dispose();
  expect(await look(true)).toEqual([false, 2]);
});

it('asks a machine without a battery once', async () => {
  let looks = 0;
  const power = watchPower(() => {
    looks += 1;
    return null;
  }, 1);
  await new Promise((resolve) => setTimeout(resolve, 15));
  expect(looks).toBe(1);
  power.dispose();
});
