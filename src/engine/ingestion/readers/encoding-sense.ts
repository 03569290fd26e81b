import iconv from 'iconv-lite';

/** Encodings that statistics do not know; tried where what they say makes no sense. */
const unknownToStatistics = ['macroman', 'cp866', 'cp850'] as const;
const SAMPLE_CHARS = 20_000;
const MIN_ODD = 3;

/** Of the characters beyond ASCII, how many stand where a writer would not put them, and how many there are. */
function oddities(text: string): { odd: number; beyond: number } {
  // oxlint-disable-next-line no-control-regex
  const found = text.matchAll(/[^\u0000-\u007f]/g);
  let odd = 0;
  let beyond = 0;
  for (const { 0: char, index } of found) {
    beyond += 1;
    const before = text[index - 1] ?? ' ';
    const after = text[index + 1] ?? ' ';
    if (/[\u0080-\u009f\u2500-\u259f\ufffd]/.test(char)) odd += 1;
    else if (/\p{Lu}/u.test(char)) odd += /\p{Ll}/u.test(before) ? 1 : 0;
    else if (/\p{L}|\p{M}/u.test(char)) odd += /\p{Lu}/u.test(before) && /\p{Lu}/u.test(text[index - 2] ?? '') ? 1 : 0;
    else if (/[’'·‑–-]/.test(char)) continue;
    else if (/\p{L}/u.test(before) && /\p{L}/u.test(after)) odd += 1;
    else if (/[^\p{P}\p{Z}\p{Sc}°©®™§±×…]/u.test(char) && (/\p{L}/u.test(before) || /\p{L}/u.test(after))) odd += 1;
  }
  return { odd, beyond };
}

/** A better encoding than the one that was guessed, for text in which letters and signs stand as nobody writes them; else undefined. */
export function moreSensible(sample: Buffer, guessed: string, isSure: boolean): string | undefined {
  if (isThai(sample)) return 'windows-874';
  if (!/^(?:windows-125\d|iso-8859-\d+|koi8-[ru])$/i.test(guessed)) return undefined;
  const first = oddities(iconv.decode(sample, guessed).slice(0, SAMPLE_CHARS));
  if (first.odd < MIN_ODD || first.odd < first.beyond * (isSure ? 0.25 : 0.1)) return undefined;
  const scored = unknownToStatistics.map((encoding) => ({ encoding, ...oddities(iconv.decode(sample, encoding).slice(0, SAMPLE_CHARS)) }));
  const best = scored.toSorted((a, b) => a.odd - b.odd)[0];
  return best !== undefined && best.odd * 4 <= first.odd ? best.encoding : undefined;
}

/** Thai marks stand above or below a letter; in bytes of another encoding they would stand anywhere. */
function isThai(sample: Buffer): boolean {
  const text = iconv.decode(sample, 'windows-874').slice(0, SAMPLE_CHARS);
  // oxlint-disable-next-line no-control-regex
  const beyond = text.replace(/[\u0000-\u007f]/g, '');
  if (beyond.length < 8 || !/^[\u0e01-\u0e5b\u2013-\u2026\u00a0]+$/.test(beyond)) return false;
  const marks = text.match(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g)?.length ?? 0;
  // A letter or another mark stands before each.
  // oxlint-disable-next-line no-misleading-character-class
  const stray = text.match(/(?<![\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g)?.length ?? 0;
  const vowels = text.match(/[\u0e30-\u0e3a\u0e40-\u0e4e]/g)?.length ?? 0;
  return marks >= 3 && stray === 0 && vowels >= beyond.length * 0.3;
}

/** UTF-32 without a mark: the upper half of every character is nothing or next to it. */
export function utf32Pattern(bytes: Uint8Array): 'utf-32le' | 'utf-32be' | undefined {
  const length = Math.min(bytes.length - (bytes.length % 4), 4096);
  if (length < 8 || bytes.length % 4 !== 0) return undefined;
  let [little, big] = [true, true];
  let planes = 0;
  for (let at = 0; at < length; at += 4) {
    little &&= bytes[at + 3] === 0 && (bytes[at + 2] ?? 0) <= 0x10;
    big &&= bytes[at] === 0 && (bytes[at + 1] ?? 0) <= 0x10;
    planes += (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) + (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0) === 0 ? 1 : 0;
  }
  if (planes > 0 || little === big) return undefined;
  return little ? 'utf-32le' : 'utf-32be';
}

/** UTF-16 of Chinese or Japanese without a mark: such text may have no space that would give it away. */
export function utf16Ideographs(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, Math.min(bytes.length - (bytes.length % 2), 8192));
  if (sample.length < 16) return undefined;
  return (['utf-16le', 'utf-16be'] as const).find((encoding) => {
    const text = new TextDecoder(encoding).decode(sample);
    const cjk = text.match(/[\u4e00-\u9fff\u3001-\u30ff\uff01-\uff5e\u0020-\u007e\r\n\t]/g)?.length ?? 0;
    const common =
      text.match(/[\u3001\u3002\u3040-\u30ff\uff0c\uff1a\u7684\u4e00\u662f\u4e0d\u4e86\u5728\u4eba\u6709\u548c\u4e2d\u6587\u5927]/g)
        ?.length ?? 0;
    return cjk >= text.length * 0.97 && common >= text.length * 0.03;
  });
}
