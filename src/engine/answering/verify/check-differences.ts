import { align, type Alignment, type Difference } from './align.ts';
import { sameDate } from './check-figures.ts';
import { type Evidence, squeeze } from './evidence.ts';
import type { Finding } from './finding.ts';
import { hanNameAround, isHanRun, seemsHanName } from './han-names.ts';
import { areOpposites, japaneseNegations, negationDiffers, negationsIn } from './negation.ts';
import { reachOf } from './quantifiers.ts';
import { sameAmount, sameValue } from './quantities.ts';
import type { Token } from './tokens.ts';
import { sameUnit, unitAt } from './units.ts';

/** From this share on a sentence is the passage's own with a few words changed, and what was changed tells. */
const nearCopy = 0.6;
/** Enough to compare negations and how much it holds for. */
const alike = 0.5;
/** From here on a word of no dictionary in the place of another is a name. */
const veryNearCopy = 0.7;
const longestChange = { words: 5, characters: 14 };
/** Not an abbreviation's stop. */
const sentenceBreak = /(?<!\b\p{L}{1,2})[.!?]['")\]]?\s+(?=[\p{Lu}\d"'(])|[。！？\n]/u;
/** So much on either side shows that it is the same place. */
const alikeBeside = { words: 1, characters: 3 };
const shortestClause = { words: 4, characters: 4 };

interface Range {
  start: number;
  end: number;
}

function rangeOf(tokens: readonly Token[]): Range | null {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

function overlapping<T extends Range>(items: readonly T[], tokens: readonly Token[]): T[] {
  return items.filter((item) => tokens.some((token) => token.start < item.end && token.end > item.start));
}

function textOf(tokens: readonly Token[], plain: string): string {
  const range = rangeOf(tokens);
  return range === null ? '' : plain.slice(range.start, range.end);
}

function isSmallChange({ said, found, at }: Difference, { tokens, plain }: Evidence): boolean {
  const limit = [...said, ...found].some((token) => token.isCjk) ? longestChange.characters : longestChange.words;
  const [before, after] = [tokens[at - 1], tokens[at + found.length]];
  // What goes on in another sentence stands in nobody's place.
  const isOneSentence =
    before === undefined || after === undefined || found.length === 0 || !sentenceBreak.test(plain.slice(before.start, after.start + 1));
  return said.length <= limit && found.length <= limit && isOneSentence;
}

/** The same words between the same neighbours somewhere else in the passage: the sentence was only set against the wrong place. */
function standsElsewhere({ said: changed }: Difference, said: readonly Token[], { tokens }: Evidence): boolean {
  const [first, last] = [changed[0], changed.at(-1)];
  if (first === undefined || last === undefined) return false;
  const near = said.slice(Math.max(0, said.indexOf(first) - 1), said.indexOf(last) + 2);
  const beside = near.some(({ isCjk }) => isCjk) ? alikeBeside.characters : alikeBeside.words;
  const run = said.slice(Math.max(0, said.indexOf(first) - beside), said.indexOf(last) + 1 + beside);
  if (run.length < changed.length + beside) return false;
  return tokens.some((_, at) => run.every((token, index) => tokens[at + index]?.term === token.term));
}

/** At its begin and its end a sentence has no agreement on the other side: as many words of the passage stand in their place. */
function completed(change: Difference, said: readonly Token[], { tokens, plain }: Evidence): Difference {
  const [first, last] = [change.said[0], change.said.at(-1)];
  if (change.found.length > 0 || first === undefined || (first !== said[0] && last !== said.at(-1))) return change;
  const length = change.said.length;
  const isEnd = last === said.at(-1);
  const from = isEnd ? change.at : Math.max(0, change.at - length);
  const beside = isEnd ? tokens.slice(from, from + length) : tokens.slice(from, change.at);
  const neighbour = tokens[isEnd ? change.at - 1 : change.at];
  const inSentence = beside.filter(
    (token) =>
      neighbour !== undefined &&
      !sentenceBreak.test(plain.slice(Math.min(token.start, neighbour.start), Math.max(token.start, neighbour.start) + 1)),
  );
  return { said: change.said, found: inSentence, at: from };
}

/** Figures, dates and units that stand in one another's place. */
function changedFigures({ said, found }: Difference, claim: Evidence, evidence: Evidence): Finding[] {
  const [saidText, foundText] = [textOf(said, claim.plain), textOf(found, evidence.plain)];
  const reason = (code: Finding['code']): Finding[] => [{ code, said: saidText, found: foundText, isGrave: true }];
  const dates = [overlapping(claim.dates, said), overlapping(evidence.dates, found)] as const;
  if (dates[0].length > 0 && dates[1].length > 0 && !dates[0].some((a) => dates[1].some((b) => sameDate(a, b)))) return reason('date');
  const numbers = [overlapping(claim.quantities, said), overlapping(evidence.quantities, found)] as const;
  if (numbers[0].length > 0 && numbers[1].length > 0) {
    const lost = numbers[0].filter((a) => !numbers[1].some((b) => sameValue(a, b) || sameAmount(a, b)));
    if (lost.length === numbers[0].length || (lost.length > 0 && numbers[0].length === numbers[1].length)) return reason('number');
  }
  const units = [unitAt(saidText), unitAt(foundText)] as const;
  const isOtherUnit =
    units[0] !== null && units[1] !== null && units[0].unit.measures === units[1].unit.measures && !sameUnit(units[0].unit, units[1].unit);
  return isOtherUnit && numbers[0].length === 0 ? reason('unit') : [];
}

/** Words of like meaning often share a character: 建立 and 成立. */
function sharesCharacter(a: string, b: string): boolean {
  return Array.from(a).some((character) => b.includes(character));
}

/** One name in the place of another. */
function changedNames({ said, found }: Difference, claim: Evidence, evidence: Evidence, share: number): Finding[] {
  if (said.length === 0 || found.length === 0) return [];
  const [saidText, foundText] = [textOf(said, claim.plain), textOf(found, evidence.plain)];
  const reason = (a: string, b: string): Finding[] => [{ code: 'name', said: a, found: b, isGrave: true }];
  const names = [overlapping(claim.names, said), overlapping(evidence.names, found)] as const;
  const [name, other] = [names[0][0], names[1][0]];
  if (name !== undefined && other !== undefined && !names[1].some((each) => each.text === name.text)) {
    // "Broncos" for "Denver" is no other name where "Denver Broncos" stands.
    const isAlias = [`${name.text} ${other.text}`, `${other.text} ${name.text}`].some((pair) => evidence.plain.includes(pair));
    const isWord = name.kind !== 'sure' && evidence.tokens.some((token) => token.text.toLowerCase() === name.text.toLowerCase());
    const isSure = name.kind === 'sure' || name.kind === 'date' || other.kind === 'sure';
    if (!isAlias && !isWord) return [{ code: name.kind === 'date' ? 'date' : 'name', said: name.text, found: other.text, isGrave: isSure }];
  }
  if (!said.every((token) => token.isCjk) || !found.every((token) => token.isCjk)) return [];
  const [a, b] = [rangeOf(said), rangeOf(found)];
  if (a === null || b === null || saidText.includes(foundText) || foundText.includes(saidText)) return [];
  const [hanName, otherName] = [hanNameAround(claim.plain, a.start, a.end), hanNameAround(evidence.plain, b.start, b.end)];
  const isForeignName = /^[\p{Script=Katakana}ー・]{3,}$/u.test(foundText);
  const isNamed =
    share >= veryNearCopy &&
    isHanRun(saidText) &&
    (isForeignName || (isHanRun(foundText) && (seemsHanName(saidText) || seemsHanName(foundText))));
  const isMostly = (name: string | null, changed: readonly Token[]): boolean =>
    name !== null && (name.length <= 4 || changed.length * 2 >= name.length);
  if ((hanName !== null && hanName === otherName) || !(isMostly(hanName, said) || isMostly(otherName, found) || isNamed)) return [];
  const isOther = isNamed && !evidence.squeezed.includes(saidText) && !sharesCharacter(saidText, foundText);
  const isNew = hanName !== null && (otherName !== null || !evidence.squeezed.includes(hanName));
  const isGone =
    otherName !== null && isHanRun(saidText) && !claim.squeezed.includes(squeeze(otherName)) && !evidence.squeezed.includes(saidText);
  return isNew || isGone || isOther ? reason(hanName ?? saidText, otherName ?? foundText) : [];
}

function changedReach({ said, found }: Difference, claim: Evidence, evidence: Evidence, region: readonly Token[]): Finding[] {
  const [here, there] = [reachOf(said, textOf(said, claim.plain)), reachOf(found, textOf(found, evidence.plain))];
  const [inClaim, inRegion] = [reachOf(claim.tokens, claim.plain), reachOf(region, textOf(region, evidence.plain))];
  const reason = (a: string, b: string, isGrave: boolean): Finding[] => [{ code: 'quantifier', said: a, found: b, isGrave }];
  const [universal] = here.universal;
  if (universal !== undefined && inClaim.universal.includes(universal) && (inRegion.universal.length === 0 || there.partial.length > 0))
    return reason(universal, there.partial[0] ?? '', true);
  if (there.uncertain[0] !== undefined && inClaim.uncertain.length + inClaim.partial.length === 0)
    return reason(textOf(said, claim.plain), there.uncertain[0], true);
  if (there.partial[0] !== undefined && inClaim.partial.length === 0)
    return reason(textOf(said, claim.plain), there.partial[0], inClaim.universal.length > 0);
  return [];
}

function changesOf(alignment: Alignment, said: readonly Token[], claim: Evidence, evidence: Evidence): Finding[] {
  if (alignment.share < alike) return [];
  const region = clauseAround(alignment, evidence);
  const [saidAll, foundAll] = [textOf(said, claim.plain), textOf(region, evidence.plain)];
  const isTurned = negationsIn(said, claim.plain).length % 2 !== negationsIn(region, evidence.plain).length % 2;
  const isTurnedAtEnd = alignment.share >= veryNearCopy && japaneseNegations(saidAll) % 2 !== japaneseNegations(foundAll) % 2;
  const changes = alignment.differences.filter((change) => isSmallChange(change, evidence) && !standsElsewhere(change, said, evidence));
  const negation = (saidText: string, foundText: string): Finding => ({
    code: 'negation',
    said: saidText,
    found: foundText,
    isGrave: true,
  });
  const findings = changes.flatMap((change): Finding[] => {
    const isNegated = isTurned && negationDiffers(change, claim.plain, evidence.plain);
    const isOpposed = areOpposites(change.said, change.found);
    const whole = completed(change, said, evidence);
    return [
      ...(isNegated || isOpposed ? [negation(textOf(change.said, claim.plain), textOf(change.found, evidence.plain))] : []),
      ...(alignment.share < nearCopy ? [] : changedFigures(whole, claim, evidence)),
      ...(alignment.share < nearCopy ? [] : changedNames(whole, claim, evidence, alignment.share)),
      ...changedReach(change, claim, evidence, region),
    ];
  });
  // "can be run" for "must not be run": the negation stands right in front of the first word that agrees.
  const inFront = region.filter((token) => evidence.tokens.slice(Math.max(0, alignment.from - 2), alignment.from).includes(token));
  const isLeftOut =
    isTurned &&
    negationsIn(inFront, evidence.plain).length === 1 &&
    negationsIn(said, claim.plain).length < negationsIn(region, evidence.plain).length;
  return isTurnedAtEnd || isLeftOut
    ? [...findings, negation(isLeftOut ? '' : saidAll, isLeftOut ? textOf(inFront, evidence.plain) : foundAll)]
    : findings;
}

/** The words that the sentence was found in, to the ends of their clause: a negation may stand in front of the first that agrees. */
function clauseAround({ from, to }: Alignment, { tokens, plain }: Evidence): Token[] {
  const isCut = (before: Token | undefined, after: Token | undefined): boolean =>
    before === undefined || after === undefined || /[,;:.!?。，；：！？\n]/u.test(plain.slice(before.end, after.start));
  let [start, end] = [from, to];
  while (!isCut(tokens[start - 1], tokens[start])) start -= 1;
  while (!isCut(tokens[end - 1], tokens[end])) end += 1;
  return tokens.slice(start, end);
}

/** Clauses long enough to be found on their own, for a sentence whose parts stand in another order. */
function clausesOf({ tokens, plain }: Evidence): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    const last = clauses.at(-1) as Token[];
    const previous = last.at(-1);
    const limit = token.isCjk ? shortestClause.characters : shortestClause.words;
    const isCut = previous !== undefined && /[,;:，；、：()（）—]/u.test(plain.slice(previous.end, token.start)) && last.length >= limit;
    if (isCut) clauses.push([token]);
    else last.push(token);
  }
  return clauses.filter((clause) => clause.length >= (clause[0]?.isCjk === true ? shortestClause.characters : shortestClause.words));
}

/**
 * What was changed in a sentence that is otherwise the passage's own: a figure, a name, a negation, how much it holds for.
 * `share` is how much of the sentence stands there in its order.
 */
export function checkDifferences(claim: Evidence, evidence: Evidence): { findings: Finding[]; share: number } {
  const whole = align(claim.tokens, evidence.tokens);
  const clauses = whole.share >= 0.9 ? [] : clausesOf(claim);
  const parts = clauses.length < 2 ? [] : clauses.map((tokens) => ({ tokens, alignment: align(tokens, evidence.tokens) }));
  const covered = parts.reduce((sum, { tokens, alignment }) => sum + alignment.share * tokens.length, 0) / Math.max(1, claim.tokens.length);
  // Clauses in another order: the whole would set each against the wrong words.
  if (covered > whole.share + 0.05) {
    return { findings: parts.flatMap(({ tokens, alignment }) => changesOf(alignment, tokens, claim, evidence)), share: covered };
  }
  return { findings: changesOf(whole, claim.tokens, claim, evidence), share: whole.share };
}
