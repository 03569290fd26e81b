import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { looksOnBattery, ofPmset, readSupplies } from '../../../src/host/battery.ts';

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder as Linux shows it: supplies by name, each with its files. */
function supplies(all: Record<string, Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'footnote-supplies-'));
  made.push(dir);
  for (const [name, files] of Object.entries(all)) {
    mkdirSync(join(dir, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, name, file), `${text}\n`);
  }
  return dir;
}

const battery = (status: string) => ({ type: 'Battery', scope: 'System', status, present: '1' });
const mains = (online: string) => ({ type: 'Mains', online });

describe('what Linux says of the power', () => {
  it.each([
    ['a laptop that is plugged in', { AC: mains('1'), BAT0: battery('Charging') }, false],
    ['one that is charged up to a limit', { AC: mains('1'), BAT0: battery('Discharging') }, false],
    ['one on battery', { AC: mains('0'), BAT0: battery('Discharging'), BAT1: battery('Unknown') }, true],
    ['one that is charged over USB', { AC: mains('0'), 'ucsi-1': { type: 'USB', online: '1' }, BAT0: battery('Discharging') }, false],
    ['one that tells nothing of its plug', { BAT0: { type: 'Battery', status: 'Discharging' } }, true],
    ['one that is full', { BAT0: battery('Full') }, false],
    ['a desktop with a mouse on battery', { AC: mains('1'), mouse: { type: 'Battery', scope: 'Device', status: 'Discharging' } }, null],
    ['a desktop whose UPS took over', { ups: { type: 'UPS', status: 'Discharging' } }, true],
    ['a machine without any supply', {}, null],
    ['a supply that cannot be read', { odd: {} }, null],
  ])('%s', async (_name, all, answer) => {
    expect(await readSupplies(supplies(all))).toBe(answer);
  });

  it('a system that keeps no such folder is one without a battery', async () => {
    expect(await readSupplies(join(tmpdir(), 'footnote-no-such-folder'))).toBeNull();
  });
});

describe('what other systems say', () => {
  it('macOS names what it draws from', () => {
    const battery0 = ' -InternalBattery-0 (id=1)\t82%; discharging; 4:01 remaining present: true\n';
    expect(ofPmset(`Now drawing from 'Battery Power'\n${battery0}`)).toBe(true);
    expect(ofPmset(`Now drawing from 'AC Power'\n${battery0}`)).toBe(false);
    expect(ofPmset("Now drawing from 'AC Power'\n")).toBeNull();
  });

  it('Windows is not known without Electron', async () => {
    expect(await looksOnBattery('win32')).toBeNull();
  });
});
