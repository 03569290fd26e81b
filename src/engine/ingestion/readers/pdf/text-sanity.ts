/** How readable the text of a page is. */
export interface TextSanity {
  chars: number;
  /** Characters that no one can read: no mapping to Unicode, a private one, or a control character. */
  junkChars: number;
  /** Of the page, in square points. */
  area: number;
}

const MAX_JUNK = 0.1;
/** Type of 3 points needs this much of a page for each character. */
const LEAST_AREA = 4;
const MIN_DENSE_CHARS = 5_000;

/** True when another engine should have a look: junk characters, or more text than fits on the page. */
export function looksWrong({ chars, junkChars, area }: TextSanity): boolean {
  return junkChars > MAX_JUNK * chars || isTooDense({ chars, area });
}

/** True when the other engine's text is the better one. */
export function isSaner(other: TextSanity, one: TextSanity): boolean {
  const readable = (text: TextSanity): number => text.chars - text.junkChars;
  if (readable(other) <= 0 || looksWrong(other)) return false;
  return isTooDense(one) || readable(other) >= 0.5 * readable(one);
}

/** True when so much of it is junk that only a picture of the page tells what it says. */
export function isUnreadable({ chars, junkChars }: Pick<TextSanity, 'chars' | 'junkChars'>): boolean {
  return chars > 0 && junkChars > 0.5 * chars;
}

/** True for a line that says nothing. */
export function isJunk(text: string): boolean {
  let junkChars = 0;
  for (let at = 0; at < text.length; at += 1) if (isJunkCode(text.charCodeAt(at))) junkChars += 1;
  return isUnreadable({ chars: text.length, junkChars });
}

/** True for a character that no one can read. */
export function isJunkCode(code: number): boolean {
  return code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0x7f && code <= 0x9f);
}

function isTooDense({ chars, area }: Pick<TextSanity, 'chars' | 'area'>): boolean {
  return chars > MIN_DENSE_CHARS && area > 0 && chars * LEAST_AREA > area;
}
