import chardet from 'chardet';
import iconv from 'iconv-lite';
import { moreSensible, utf16Ideographs, utf32Pattern } from './encoding-sense.ts';

export type Decoded =
  | { text: string; encoding: string; /** True when some bytes fitted no character. */ damaged: boolean }
  /** Not text at all; bytes like these are never shown or indexed as text. */
  | { text: null };

const SAMPLE_BYTES = 64 * 1024;
const CANDIDATES = 6;
/** Confidence, of 100, below which statistics of a few words mean little. */
const UNSURE = 30;
const binary: Decoded = { text: null };

/**
 * Decodes text of unknown encoding: byte-order mark, then the NUL pattern of UTF-16, then strict UTF-8, then
 * `declared` (an HTML page's own word), then statistics. Text that holds NULs or many control characters is binary.
 */
export function decodeText(bytes: Uint8Array, declared?: string): Decoded {
  const marked = byMark(bytes);
  if (marked) return marked.encoding !== 'utf-8' && hasManyOdds(marked.text) ? binary : checked(marked.text, marked.encoding);
  const widest = utf32Pattern(bytes);
  if (widest) return checked(iconv.decode(Buffer.from(bytes), widest), widest);
  const wide = utf16Pattern(bytes);
  if (wide) return checked(new TextDecoder(wide).decode(bytes), wide);
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) return asIdeographs(bytes);

  const utf8 = strictly('utf-8', bytes);
  if (utf8 !== undefined)
    return isIso2022Jp(bytes) ? checked(new TextDecoder('iso-2022-jp').decode(bytes), 'iso-2022-jp') : checked(utf8, 'utf-8');
  if (isMostlyUtf8(bytes)) return checked(new TextDecoder('utf-8').decode(bytes), 'utf-8');
  if (hasManyControls(bytes.subarray(0, SAMPLE_BYTES))) return asIdeographs(bytes);
  return byStatistics(bytes, declared);
}

function asIdeographs(bytes: Uint8Array): Decoded {
  const encoding = utf16Ideographs(bytes);
  return encoding === undefined ? binary : checked(new TextDecoder(encoding).decode(bytes), encoding);
}

function byMark(bytes: Uint8Array): { text: string; encoding: string } | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { text: iconv.decode(Buffer.from(bytes), 'utf-32le'), encoding: 'utf-32le' };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { text: iconv.decode(Buffer.from(bytes), 'utf-32be'), encoding: 'utf-32be' };
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' };
  return undefined;
}

/** UTF-16 without a mark has its NULs (from spaces, line ends and Latin letters) on one side of each pair only. */
function utf16Pattern(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES - (SAMPLE_BYTES % 2));
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] === 0) {
      if (at % 2 === 0) even += 1;
      else odd += 1;
    }
  }
  const most = Math.max(even, odd);
  if (most < 2 || most < sample.length / 200 || Math.min(even, odd) > most / 50) return undefined;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const text = strictly(encoding, sample.subarray(0, sample.length - (sample.length % 2)));
  if (text === undefined) return undefined;
  return hasManyOdds(text) ? undefined : encoding;
}

/** Bytes that merely look like UTF-16 decode to unassigned and private characters and to halves of pairs. */
function hasManyOdds(text: string): boolean {
  const sample = text.slice(0, SAMPLE_BYTES);
  return (sample.match(/[\p{Cn}\p{Co}\ufffd]/gu)?.length ?? 0) > sample.length / 100;
}

/** Undefined when a byte does not fit. A character cut at the very end of the input is forgiven. */
function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** One broken byte in a long UTF-8 log must not turn every umlaut of it into mojibake. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 4 * 1024 * 1024));
  let good = 0;
  let bad = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0xfffd) bad += 1;
    else if (code > 0x7f) good += 1;
  }
  return good > bad * 10;
}

function byStatistics(bytes: Uint8Array, declared: string | undefined): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sample = richSample(bytes);
  const matches = chardet.analyse(sample);
  const guessed = matches.map((match) => match.name as string);
  const isSure = (matches[0]?.confidence ?? 0) >= UNSURE;
  if (!isSure) guessed.sort((a, b) => shortTextRank(sample, a) - shortTextRank(sample, b));
  const better = declared === undefined ? moreSensible(sample, westernName(guessed[0] ?? ''), isSure) : undefined;
  const names = [declared, better, ...guessed.slice(0, CANDIDATES)].filter((name) => name !== undefined);
  for (const name of names) {
    const encoding = westernName(name);
    if (/^utf-?(?:8|16|32)/i.test(encoding) || !iconv.encodingExists(encoding)) continue;
    const text = iconv.decode(buffer, encoding);
    if (!text.includes('\ufffd')) return checked(text, encoding.toLowerCase());
  }
  const fallback = guessed.find((name) => iconv.encodingExists(name) && !/^utf/i.test(name)) ?? 'windows-1252';
  return checked(iconv.decode(buffer, fallback), fallback.toLowerCase());
}

/** What is called Latin-1 in the wild is Windows-1252 as soon as the bytes differ. */
function westernName(name: string): string {
  return /^(?:iso-8859-1|us-ascii|ascii)$/i.test(name) ? 'windows-1252' : name;
}

const multiByte = /^(?:shift_jis|euc-jp|euc-kr|gb18030|big5|iso-2022-\w+)$/i;

/**
 * A few words of Chinese, Japanese or Korean drown in the statistics, and a few of German pass for them. Such
 * an encoding comes first where all that is not ASCII decodes to such characters and no Latin word runs into
 * a byte beyond ASCII as accented letters do; else it comes last.
 */
function shortTextRank(sample: Buffer, encoding: string): 0 | 1 | 2 {
  if (!multiByte.test(encoding)) return 1;
  if (!iconv.encodingExists(encoding)) return 2;
  if (/[a-z]{2}[\u0080-\u00ff]|[\u0080-\u00ff][a-z]{2}/i.test(sample.toString('latin1'))) return 2;
  // oxlint-disable-next-line no-control-regex
  const beyond = iconv.decode(sample, encoding).replace(/[\u0000-\u007f]/g, '');
  const cjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff5e]+$/u;
  return cjk.test(beyond) ? 0 : 2;
}

/** The first lines that hold anything beyond ASCII: in a long file they may come late. */
function richSample(bytes: Uint8Array): Buffer {
  const sample = Buffer.alloc(Math.min(bytes.length, SAMPLE_BYTES));
  let length = 0;
  for (let start = 0; start < bytes.length && length < sample.length;) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, Math.min(end, start + SAMPLE_BYTES));
    if (line.some((byte) => byte > 0x7f)) {
      const part = line.subarray(0, sample.length - length);
      sample.set(part, length);
      length += part.length;
    }
    start = end;
  }
  return sample.subarray(0, length);
}

/** Pure ASCII on the surface: escape sequences switch to Japanese and back. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (text.includes('\u001b$B') || text.includes('\u001b$@')) && (text.includes('\u001b(B') || text.includes('\u001b(J'));
}

function checked(text: string, encoding: string): Decoded {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  let controls = 0;
  const sampled = Math.min(body.length, SAMPLE_BYTES);
  for (let at = 0; at < sampled; at += 1) if (isControl(body.charCodeAt(at))) controls += 1;
  if (controls > sampled / 100) return binary;
  return { text: body, encoding, damaged: body.includes('\ufffd') };
}

function hasManyControls(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) if (isControl(byte)) controls += 1;
  return controls > bytes.length / 100;
}

/** Control characters that text files do not hold; escape is left out because of coloured logs. */
function isControl(code: number): boolean {
  return code < 0x20 ? !(code >= 0x09 && code <= 0x0d) && code !== 0x1b : code === 0x7f;
}
