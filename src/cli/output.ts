import { stderr, stdout } from 'node:process';

/** Where a command writes: results on stdout, everything about the run on stderr. */
export interface Output {
  print(text: string): void;
  json(value: unknown): void;
  /** Overwrites itself on a terminal; on a pipe only the last state of each second is written. */
  progress(text: string): void;
  note(text: string): void;
}

/** Output of a real terminal or pipe. */
export function createOutput(): Output {
  let shown = '';
  let writtenAtMs = 0;
  const clear = () => {
    if (shown !== '' && stderr.isTTY) stderr.write('\r\u001b[2K');
    shown = '';
  };
  return {
    print(text) {
      clear();
      stdout.write(text);
    },
    json(value) {
      clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(text) {
      if (text === shown) return;
      if (stderr.isTTY) {
        clear();
        stderr.write(text.slice(0, Math.max(20, stderr.columns - 1)));
        shown = text;
      } else if (Date.now() - writtenAtMs > 1_000) {
        writtenAtMs = Date.now();
        stderr.write(`${text}\n`);
      }
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
  };
}
