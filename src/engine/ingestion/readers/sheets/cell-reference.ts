export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;

/** “B14” to column 2 and row 14, each undefined where it is missing or beyond any sheet. */
export function cellReference(reference: string): { column: number | undefined; row: number | undefined } {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{0,3})\$?(\d{0,7})/i.exec(reference) ?? [];
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const row = Number(digits);
  return {
    column: column >= 1 && column <= MAX_COLUMN ? column : undefined,
    row: row >= 1 && row <= MAX_ROW ? row : undefined,
  };
}
