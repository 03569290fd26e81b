/** A value of a JSON text where it stands: from its key, if it has one, to its end. */
export interface JsonMember {
  key: string | null;
  start: number;
  valueStart: number;
  end: number;
}

const space = /\s/;

/** The place after blanks, commas and comments (as JSON with comments has them). */
export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const char = text[at] ?? '';
    if (space.test(char) || char === ',' || char === '\ufeff') at += 1;
    else if (char === '/' && text[at + 1] === '/') at = indexOr(text, '\n', at, end);
    else if (char === '/' && text[at + 1] === '*') at = Math.min(end, indexOr(text, '*/', at + 2, end) + 2);
    else break;
  }
  return at;
}

function indexOr(text: string, what: string, from: number, otherwise: number): number {
  const at = text.indexOf(what, from);
  return at === -1 || at > otherwise ? otherwise : at;
}

function stringEnd(text: string, start: number, end: number): number {
  const quote = text[start];
  for (let at = start + 1; at < end; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return end;
}

/** Where the value that begins here ends; brackets are counted, whatever they hold. */
export function valueEnd(text: string, start: number, end: number): number {
  const first = text[start];
  if (first === '"' || first === "'") return stringEnd(text, start, end);
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const char = text[at] ?? '';
    if (char === '"' || char === "'") at = stringEnd(text, at, end) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
      if (depth < 0) return Math.max(at, start + 1);
    } else if (depth === 0 && (char === ',' || space.test(char))) return at;
  }
  return end;
}

/** The members of the object or list that begins at `start`, in order. */
export function* members(text: string, start: number, end: number): Generator<JsonMember> {
  const isObject = text[start] === '{';
  for (let at = skipBlanks(text, start + 1, end); at < end;) {
    const char = text[at];
    if (char === '}' || char === ']') return;
    const memberStart = at;
    let key: string | null = null;
    if (isObject) {
      const keyEnd = char === '"' || char === "'" ? stringEnd(text, at, end) : bareKeyEnd(text, at, end);
      key = unescaped(text.slice(at, keyEnd).replace(/^["']|["']$/g, '')).slice(0, 200);
      at = skipBlanks(text, keyEnd, end);
      if (text[at] === ':') at = skipBlanks(text, at + 1, end);
    }
    const stop = text[at] === '}' || text[at] === ']' ? at : valueEnd(text, at, end);
    yield { key, start: memberStart, valueStart: at, end: Math.max(stop, memberStart + 1) };
    at = skipBlanks(text, Math.max(stop, memberStart + 1), end);
  }
}

function bareKeyEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && /[^\s:,{}[\]]/.test(text[at] ?? ' ')) at += 1;
  return Math.max(at, start + 1);
}

/** Letters that are written as `\u00e9` as themselves, so that they can be found; line ends stay escaped. */
export function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 0x80 ? whole : String.fromCharCode(code);
  });
}
