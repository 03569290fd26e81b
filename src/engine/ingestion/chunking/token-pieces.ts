/** Longest run without a boundary that a tokenizer is given; above it all known ones turn quadratic and hang. */
export const MAX_RUN_CHARACTERS = 256;

const LETTER = 1;
const DIGIT = 2;
const OTHER = 3;

/** Class of each UTF-16 unit outside surrogate pairs, filled as units are met; 0 is not looked at yet. */
const classOfUnit = new Uint8Array(0x10000);

function classify(character: string): number {
  if (/^[\p{L}\p{M}]/u.test(character)) return LETTER;
  return /^\p{N}/u.test(character) ? DIGIT : OTHER;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * Cuts `text` so that no run of letters, or of blanks and signs, is longer than {@link MAX_RUN_CHARACTERS}
 * UTF-16 units. Between such runs a tokenizer's own split pattern cuts, so most texts stay whole. Digits
 * never form a run: the pattern takes three at a time. Surrogate pairs stay together.
 */
export function tokenPieces(text: string): string[] {
  const pieces: string[] = [];
  let pieceStart = 0;
  let runStart = 0;
  let runClass = 0;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    const isPair = isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(at + 1));
    let unitClass: number;
    if (isPair) {
      unitClass = classify(text.slice(at, at + 2));
    } else {
      unitClass = classOfUnit[unit] ?? 0;
      if (unitClass === 0) {
        unitClass = classify(text.charAt(at));
        classOfUnit[unit] = unitClass;
      }
    }
    if (unitClass !== runClass || unitClass === DIGIT) {
      runClass = unitClass;
      runStart = at;
    } else if (at - runStart >= MAX_RUN_CHARACTERS - 1) {
      pieces.push(text.slice(pieceStart, at));
      pieceStart = at;
      runStart = at;
    }
    at += isPair ? 2 : 1;
  }
  if (pieceStart < text.length) pieces.push(text.slice(pieceStart));
  return pieces;
}
