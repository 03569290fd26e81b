import type { Evidence } from './evidence.ts';
import type { Token } from './tokens.ts';

const widestWindow = 3;
/** Words that begin with as many equal letters count as one: Chinese and China do not, national and nation do. */
const sharedBeginning = 5;

/** What a sentence says in words: stems, and pairs of characters of scripts without blanks. */
function unitsOf(tokens: readonly Token[]): string[] {
  const units: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!token.isCjk) {
      if (!token.isSmall && /\p{L}{2}/u.test(token.term)) units.push(token.term);
      continue;
    }
    if (!token.isSmall) units.push(token.text);
    const next = tokens[index + 1];
    if (next?.isCjk === true && next.start === token.end && !(token.isSmall && next.isSmall)) units.push(token.text + next.text);
  }
  return units;
}

function isIn(unit: string, units: ReadonlySet<string>, beginnings: ReadonlySet<string>): boolean {
  return (
    units.has(unit) || (unit.length >= sharedBeginning && /^\p{Script=Latin}/u.test(unit) && beginnings.has(unit.slice(0, sharedBeginning)))
  );
}

function shareOf(said: readonly string[], found: readonly string[], figures: number): number {
  const units = new Set(found);
  const beginnings = new Set(found.map((unit) => unit.slice(0, sharedBeginning)));
  const matched = said.filter((unit) => isIn(unit, units, beginnings)).length + figures;
  return said.length + figures === 0 ? 1 : matched / (said.length + figures);
}

/** Share of the sentence's telling words that stand close together in one of the texts, or in all of them and `context`. */
export function wordingShare(claim: Evidence, evidence: readonly Evidence[], context: readonly Evidence[]): number {
  const said = [...new Set(unitsOf(claim.tokens))];
  // Those that are not there make the sentence unsupported by themselves.
  const figures = 2 * claim.dates.length + claim.quantities.filter(({ isVague }) => !isVague).length;
  const around = context.flatMap(({ tokens }) => unitsOf(tokens));
  let best = evidence.length > 1 ? shareOf(said, [...evidence.flatMap(({ tokens }) => unitsOf(tokens)), ...around], figures) : 0;
  for (const { tokens, sentences } of evidence) {
    const ofSentences = sentences.map(({ from, to }) => unitsOf(tokens.slice(from, to)));
    for (let from = 0; from < ofSentences.length; from += 1) {
      best = Math.max(best, shareOf(said, [...ofSentences.slice(from, from + widestWindow).flat(), ...around], figures));
    }
  }
  return best;
}
