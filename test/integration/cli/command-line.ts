import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';

const entry = resolve(import.meta.dirname, '../../../src/cli/entry.ts');

export interface Outcome {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves when standard output or standard error holds `words`; rejects when the command ends before. */
  says(words: string | RegExp): Promise<void>;
  /** What Ctrl-C does at a terminal: every process of the group hears it. */
  interrupt(): void;
  /** Ends the command at once, as a crash would. */
  kill(): void;
  readonly outcome: Promise<Outcome>;
}

/** The real command line in processes of its own, over a library and documents in a scratch folder. */
export interface CommandLine extends Disposable {
  /** Folder of the documents. */
  readonly folder: string;
  readonly libraryDir: string;
  /** Writes a document and returns its path. */
  put(name: string, content: string | Uint8Array): string;
  remove(name: string): void;
  start(...words: readonly string[]): Started;
  run(...words: readonly string[]): Promise<Outcome>;
  /** What the command prints with `--json`. Fails when it is anything but one JSON value, or the exit status is not `status`. */
  json<T>(words: readonly string[], status?: number): Promise<T>;
}

export function openCommandLine(): CommandLine {
  const home = mkdtempSync(join(tmpdir(), 'footnote-cli-'));
  const folder = join(home, 'documents');
  const libraryDir = join(home, 'library');
  mkdirSync(folder);

  function start(...words: readonly string[]): Started {
    const child = spawn(process.execPath, [entry, ...words, '--library', libraryDir], {
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home, FOOTNOTE_THREADS: '1', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const heard = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (piece: string) => {
        heard[name] += piece;
      });
    const closed = new Promise<Pick<Outcome, 'status' | 'signal'>>((resolve) => {
      child.once('close', (status, signal) => resolve({ status, signal }));
    });
    const outcome = closed.then((end) => ({ ...end, ...heard }));
    return {
      child,
      outcome,
      async says(words) {
        const isSaid = () =>
          [heard.stdout, heard.stderr].some((said) => (typeof words === 'string' ? said.includes(words) : words.test(said)));
        while (!isSaid()) {
          const next = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), outcome]);
          if (!Array.isArray(next) && !isSaid()) throw new Error(`the command ended before it said ${String(words)}: ${next.stderr}`);
        }
      },
      interrupt: () => process.kill(-(child.pid as number), 'SIGINT'),
      kill: () => child.kill('SIGKILL'),
    };
  }

  return {
    folder,
    libraryDir,
    put(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    remove: (name) => rmSync(join(folder, name)),
    start,
    run: (...words) => start(...words).outcome,
    async json<T>(words: readonly string[], status = 0) {
      const outcome = await start(...words, '--json').outcome;
      if (outcome.status !== status) throw new Error(`exit status ${outcome.status}: ${outcome.stderr}`);
      return JSON.parse(outcome.stdout) as T;
    },
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
