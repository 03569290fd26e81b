import { decodeWords } from 'postal-mime';

const MAX_PARTS = 20_000;
const MAX_HEADER_BYTES = 64 * 1024;

/** The page of a saved web page, with its MIME headers. */
export interface MainPart {
  part: Buffer;
  charset: string | undefined;
  /** Of the file, which programs set to the page's title. */
  subject: string | null;
}

/** Finds the page among the parts of an MHTML file: the one its headers name, else the first HTML. Undefined when there is none. */
export function mainPart(bytes: Buffer): MainPart | undefined {
  const headers = headersOf(bytes);
  const subject = headers.get('subject') === undefined ? null : decodeWords(headers.get('subject') ?? '').trim() || null;
  const boundary = parameter(headers.get('content-type'), 'boundary');
  if (boundary === undefined || !/^multipart\//i.test(headers.get('content-type') ?? '')) {
    return isHtml(headers) ? { part: bytes, charset: parameter(headers.get('content-type'), 'charset'), subject } : undefined;
  }
  const location = headers.get('snapshot-content-location') ?? headers.get('content-location');
  const start = parameter(headers.get('content-type'), 'start');
  let first: MainPart | undefined;
  for (const part of partsOf(bytes, boundary)) {
    const own = headersOf(part);
    const inner = /^multipart\//i.test(own.get('content-type') ?? '') ? mainPart(part) : undefined;
    if (inner !== undefined) return { ...inner, subject };
    if (!isHtml(own)) continue;
    const found = { part, charset: parameter(own.get('content-type'), 'charset'), subject };
    if ((location !== undefined && own.get('content-location') === location) || (start !== undefined && own.get('content-id') === start))
      return found;
    first ??= found;
  }
  return first;
}

function isHtml(headers: ReadonlyMap<string, string>): boolean {
  return /^(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? '');
}

function* partsOf(bytes: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  let from: number | undefined;
  let count = 0;
  for (let at = bytes.indexOf(mark); at !== -1 && count < MAX_PARTS; at = bytes.indexOf(mark, at + mark.length)) {
    if (at > 0 && bytes[at - 1] !== 0x0a) continue;
    if (from !== undefined) yield bytes.subarray(from, at);
    const feed = bytes.indexOf(0x0a, at);
    if (feed === -1 || bytes.toString('latin1', at + mark.length, at + mark.length + 2) === '--') return;
    from = feed + 1;
    count += 1;
  }
  // A file that was cut short has no last mark.
  if (from !== undefined) yield bytes.subarray(from);
}

/** Header names in lower case, values unfolded. */
function headersOf(part: Buffer): Map<string, string> {
  const head = part.toString('latin1', 0, MAX_HEADER_BYTES).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function parameter(header: string | undefined, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,200})"|([^\\s;]{1,200}))`, 'i').exec(header ?? '');
  return found?.[1] ?? found?.[2];
}
