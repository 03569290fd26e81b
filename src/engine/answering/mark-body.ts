const number = String.raw`(?:(?:sources?|passages?|documents?|[SP^#])\.?\s?)?\d{1,3}`;
const separator = String.raw`\s*(?:[,，、;；&–-]|\band\b)\s*`;
const markBody = new RegExp(String.raw`^\s*${number}(?:${separator}${number})*\s*(?:†.*)?$`, 'i');
const longestRange = 20;

/** The passage numbers inside a mark (`1`, `1, 2`, `1-3`, `S1`, `1†source`), or null when it is not a mark. */
export function parseMarkBody(body: string): number[] | null {
  if (!markBody.test(body)) return null;
  const numbers: number[] = [];
  for (const piece of (body.split('†')[0] ?? '').split(/[,，、;；&]|\band\b/i)) {
    const ends = [...piece.matchAll(/\d+/g)].map((match) => Number(match[0]));
    const [first, last] = [ends[0], ends.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (last - first > 0 && last - first < longestRange) for (let each = first; each <= last; each += 1) numbers.push(each);
    else numbers.push(...ends);
  }
  return [...new Set(numbers)];
}
