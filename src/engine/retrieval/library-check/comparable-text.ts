/**
 * Letters and digits only, without case and accents: what is left equal when a page is read anew by another version,
 * with other blanks, hyphens or marks. Taken character by character it gives the same as taken whole.
 */
export function comparableText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
