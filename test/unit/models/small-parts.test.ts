import { describe, expect, test } from 'vitest';
import { createCacheSlots } from '../../../src/models/cache-slots.ts';
import { streamParts } from '../../../src/models/stream-parts.ts';
import { threadCount } from '../../../src/models/threads.ts';
import { withoutFolders } from '../../../src/models/without-folders.ts';
import { toUnitLength } from '../../../src/models/unit-length.ts';

describe('threads', () => {
  test('leave one core free and never become none', () => {
    expect([1, 2, 8].map((cores) => threadCount(cores, {}))).toEqual([1, 1, 7]);
  });

  test('can be set from outside, but not to nonsense', () => {
    expect(threadCount(8, { FOOTNOTE_THREADS: '3' })).toBe(3);
    expect(threadCount(4, { FOOTNOTE_THREADS: '0' })).toBe(3);
    expect(threadCount(4, { FOOTNOTE_THREADS: 'all' })).toBe(3);
  });
});

describe('cache slots', () => {
  test('a conversation meets its own cache again while another one takes the oldest', () => {
    const slots = createCacheSlots(['a', 'b']);
    const first = slots.pick('thread 1');
    const second = slots.pick('thread 2');
    expect(second).not.toBe(first);
    expect(slots.pick('thread 1')).toBe(first);
    expect(slots.pick('thread 3')).toBe(second);
    expect(slots.pick('thread 1')).toBe(first);
  });

  test('work without a key takes the oldest and leaves no claim', () => {
    const slots = createCacheSlots(['a', 'b']);
    slots.pick('thread 1');
    const loose = slots.pick(undefined);
    expect(slots.pick('thread 2')).not.toBe(loose);
  });
});

describe('unit length', () => {
  test('scales to length 1 and leaves the zero vector alone', () => {
    expect(toUnitLength([3, 4])).toEqual(Float32Array.from([0.6, 0.8]));
    expect(toUnitLength([0, 0])).toEqual(new Float32Array(2));
  });
});

describe('parts of a callback as a stream', () => {
  test('come in order, also those pushed while nobody waits, and the work ends the stream', async () => {
    const seen: number[] = [];
    const parts = streamParts<number>(async (push) => {
      push(1);
      push(2);
      await Promise.resolve();
      push(3);
    });
    for await (const part of parts) seen.push(part);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('an error of the work comes after the parts before it', async () => {
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const part of streamParts<number>(async (push) => {
        push(1);
        throw new Error('broken');
      }))
        seen.push(part);
    };
    await expect(read()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });
});

test.each([
  ["failed to open GGUF file '/home/ann/models/a.gguf' (No such file)", "failed to open GGUF file 'a.gguf' (No such file)"],
  ["cannot load /home/Ann O'Brien/My Models/a b.GGUF", 'cannot load a b.GGUF'],
  [String.raw`open C:\Users\Ann B\x.gguf failed`, 'open x.gguf failed'],
  ['n_ctx = 1/2 of 4096', 'n_ctx = 1/2 of 4096'],
])('the log line %j says nothing of folders', (line, expected) => {
  expect(withoutFolders(line)).toBe(expected);
});
