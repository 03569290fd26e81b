/** Most texts that one call of the models process takes. */
export const MAX_BATCH_TEXTS = 64;

const FIRST_BUDGET_TOKENS = 8 * 512;
const MIN_BUDGET_TOKENS = 512;
const MAX_BUDGET_TOKENS = 64 * 512;
/** A batch this long is short enough to give way to an answer, and long enough not to be all overhead. */
const SHORT_BATCH_MS = 400;
const LONG_BATCH_MS = 1_500;

/** Tokens of a text to within a third, at no cost: four Latin letters or one other character each. */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x24f) other += 1;
  return Math.ceil((text.length - other) / 4) + other;
}

/** The first items that together stay within the budget; at least one. */
export function withinBudget<T extends { embedText: string }>(items: readonly T[], budgetTokens: number): T[] {
  let tokens = 0;
  let count = 0;
  for (const item of items.slice(0, MAX_BATCH_TEXTS)) {
    tokens += estimateTokens(item.embedText);
    if (count > 0 && tokens > budgetTokens) break;
    count += 1;
  }
  return items.slice(0, count);
}

/** The next budget, by how long a batch that used this one took. */
export function nextBudget(budgetTokens: number, durationMs: number, wasFull: boolean): number {
  if (durationMs > LONG_BATCH_MS) return Math.max(MIN_BUDGET_TOKENS, Math.floor(budgetTokens / 2));
  if (durationMs < SHORT_BATCH_MS && wasFull) return Math.min(MAX_BUDGET_TOKENS, budgetTokens * 2);
  return budgetTokens;
}

/** Eight texts of full length, to begin with. */
export const firstBudget = FIRST_BUDGET_TOKENS;
