export interface CsvRecord {
  fields: string[];
  /** 1-based lines of the file; a quoted field may hold line breaks. */
  lineStart: number;
  lineEnd: number;
  /** Where the next record starts. */
  end: number;
}

/** A quotation longer than this was none: one stray mark must not swallow the rest of the file. */
const MAX_QUOTED_CHARS = 256 * 1024;
const MAX_QUOTED_LINES = 1_000;
/** As many as a sheet has columns. */
const MAX_FIELDS = 16_384;

/**
 * Records of delimited text (RFC 4180, forgiving): fields in double quotes may hold delimiters, line breaks and doubled
 * quotes; a quote inside a field that does not begin with one is itself, and so is one that never closes.
 */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  let line = 1;
  for (let start = 0; start < text.length;) {
    const { fields, end, breaks } = recordAt(text, start, delimiter);
    yield { fields, lineStart: line, lineEnd: line + breaks, end };
    line += breaks + 1;
    start = end;
  }
}

function recordAt(text: string, start: number, delimiter: string): { fields: string[]; end: number; breaks: number } {
  const fields: string[] = [];
  let breaks = 0;
  for (let at = start; ; at += 1) {
    const quoted = text[at] === '"' ? quotedAt(text, at) : undefined;
    breaks += quoted?.breaks ?? 0;
    const from = quoted?.end ?? at;
    const end = fieldEnd(text, from, delimiter);
    // What follows the closing quote belongs to the field, as spreadsheets see it.
    if (fields.length < MAX_FIELDS) fields.push((quoted?.field ?? '') + text.slice(from, end));
    if (end >= text.length) return { fields, end, breaks };
    if (text[end] !== delimiter) return { fields, end: text.startsWith('\r\n', end) ? end + 2 : end + 1, breaks };
    at = end;
  }
}

/** Where the delimiter or line end after `from` stands, else the end of the text. */
function fieldEnd(text: string, from: number, delimiter: string): number {
  const divider = delimiter.charCodeAt(0);
  for (let end = from; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === divider || code === 0x0a || code === 0x0d) return end;
  }
  return text.length;
}

/** The field in quotes that opens at `at`; undefined when it does not close within reason. */
function quotedAt(text: string, at: number): { field: string; end: number; breaks: number } | undefined {
  let field = '';
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1 || quote - at > MAX_QUOTED_CHARS) return undefined;
    field += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const breaks = countBreaks(text, at, quote);
      return breaks > MAX_QUOTED_LINES ? undefined : { field, end: quote + 1, breaks };
    }
    field += '"';
    from = quote + 2;
  }
}

function countBreaks(text: string, start: number, end: number): number {
  let breaks = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) breaks += 1;
  }
  return breaks;
}
