import { createReadStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BadInput } from './bad-input.ts';

/** Longest line: what a string may hold, with room to spare. */
const MAX_LINE_BYTES = 256 * 1024 * 1024;

/**
 * The values of a file with one JSON value a line; `at` says where for a person. Only a line feed ends a line: JSON may
 * hold the other ends that Unicode knows. `onBytes` sees the file as it is. Fails with {@link BadInput}.
 */
export async function* jsonLines(path: string, onBytes: (bytes: Buffer) => void): AsyncGenerator<{ value: unknown; at: string }> {
  const name = join(basename(dirname(path)), basename(path));
  let number = 0;
  let rest: Buffer[] = [];
  let restBytes = 0;
  const parse = (line: Buffer): { value: unknown; at: string } | null => {
    number += 1;
    const at = `${name}, line ${number}`;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim();
    } catch {
      throw new BadInput(`${at}: not UTF-8.`);
    }
    if (text === '') return null;
    try {
      return { value: JSON.parse(text) as unknown, at };
    } catch {
      throw new BadInput(`${at}: not JSON.`);
    }
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes = chunk as Buffer;
    onBytes(bytes);
    let from = 0;
    for (let feed = bytes.indexOf(0x0a); feed !== -1; feed = bytes.indexOf(0x0a, from)) {
      const parsed = parse(Buffer.concat([...rest, bytes.subarray(from, feed)]));
      [rest, restBytes, from] = [[], 0, feed + 1];
      if (parsed !== null) yield parsed;
    }
    rest.push(bytes.subarray(from));
    restBytes += bytes.length - from;
    if (restBytes > MAX_LINE_BYTES) throw new BadInput(`${name}, line ${number + 1}: longer than ${MAX_LINE_BYTES / 1024 / 1024} MB.`);
  }
  const last = parse(Buffer.concat(rest));
  if (last !== null) yield last;
}
