import { stderr, stdout } from 'node:process';

/** Of a terminal that does not say how wide it is. */
const DEFAULT_COLUMNS = 80;

/** Where a command writes: results on stdout, everything about the run on stderr. */
export interface Output {
  print(text: string): void;
  json(value: unknown): void;
  /** Overwrites itself on a terminal; on a pipe only the last state of each second is written. */
  progress(text: string): void;
  note(text: string): void;
}

/** Text of documents and names of files must not steer the terminal: control characters are left out. */
function harmless(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Output of a real terminal or pipe. `onReaderGone` is called when nobody reads what is printed any more. */
export function createOutput(onReaderGone: () => void): Output {
  let shown = '';
  let writtenAtMs = 0;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      if (stream === stdout) onReaderGone();
    });
  }
  const clear = () => {
    if (shown !== '' && stderr.isTTY) stderr.write('\r\u001b[2K');
    shown = '';
  };
  return {
    print(text) {
      clear();
      stdout.write(harmless(text));
    },
    json(value) {
      clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(text) {
      if (text === shown) return;
      if (stderr.isTTY) {
        clear();
        stderr.write(harmless(text).slice(0, (stderr.columns || DEFAULT_COLUMNS) - 1));
        shown = text;
      } else if (Date.now() - writtenAtMs > 1_000) {
        writtenAtMs = Date.now();
        shown = text;
        stderr.write(`${harmless(text)}\n`);
      }
    },
    note(text) {
      clear();
      stderr.write(`${harmless(text)}\n`);
    },
  };
}
