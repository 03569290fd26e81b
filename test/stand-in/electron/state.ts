import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright';
import './worlds/codec.js';

interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}
export const codec = (globalThis as unknown as { __standInCodec: Codec }).__standInCodec;

/** What the whole stand-in shares. One process is one Electron. */
export const state = {
  ready: false,
  context: undefined as BrowserContext | undefined,
  userData: process.env['STAND_IN_USER_DATA'] ?? mkdtempSync(join(tmpdir(), 'stand-in-')),
  /** Rules of Electron that our shell broke. A test fails when one is there. */
  violations: [] as string[],
  /** Answers for the dialogs to come, oldest first. */
  dialogAnswers: [] as unknown[],
  dialogCalls: [] as { kind: string; options: unknown }[],
  /** What was handed to the system: links, paths. */
  opened: [] as string[],
};

export function violation(what: string): void {
  state.violations.push(what);
  process.stderr.write(`[stand-in] ${what}\n`);
}

export function needReady(what: string): void {
  if (!state.ready) throw new Error(`${what} cannot be used before the app is ready`);
}

/** An Electron event: has `preventDefault` and what `extra` adds. */
export function electronEvent<T extends object>(extra?: T): T & { defaultPrevented: boolean; preventDefault(): void } {
  return Object.assign(
    {
      defaultPrevented: false,
      preventDefault(this: { defaultPrevented: boolean }) {
        this.defaultPrevented = true;
      },
    },
    extra as T,
  );
}

export const lifecycle = new EventEmitter();
