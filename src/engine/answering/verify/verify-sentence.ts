import type { SupportReason, Verdict } from '../../../shared/domain/support.ts';
import { languageOfSmallWords } from '../function-words.ts';
import { checkDates, checkNumbers } from './check-figures.ts';
import { checkDifferences } from './check-differences.ts';
import { checkNames } from './check-names.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { Finding } from './finding.ts';
import { isNoClaim } from './no-claim.ts';
import { wordingShare } from './wording.ts';

export interface SentenceToVerify {
  sentence: string;
  /** The cited words; what one does not say another may. */
  spans: readonly string[];
  /** Title of the document and headings above the span. */
  context?: readonly string[];
  question?: string;
}

export interface SentenceVerdict {
  verdict: Verdict;
  reasons: SupportReason[];
  /** Share of the sentence's telling words that the spans hold, 0 to 1. */
  share: number;
}

/** Below the first the words are of something else; below the second they are not enough. */
const wordingLimits = { unsupported: 0.42, weak: 0.55 };
const mostReasons = 4;

/** Texts that were taken apart lately: each sentence of an answer is compared with the same passages. */
const keptTexts = 64;

export function createEvidenceReader(): (text: string) => Evidence {
  const kept = new Map<string, Evidence>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = evidenceOf(text);
    kept.set(text, made);
    for (const key of kept.keys()) {
      if (kept.size <= keptTexts) break;
      kept.delete(key);
    }
    return made;
  };
}

function isOtherLanguage(claim: Evidence, evidence: readonly Evidence[]): boolean {
  const share = (text: string): number =>
    (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? []).length / Math.max(1, text.length);
  const [said, found] = [share(claim.plain), Math.max(0, ...evidence.map(({ plain }) => share(plain)))];
  if (said > 0.3 || found > 0.3) return said > 0.3 ? found < 0.05 : said < 0.02;
  const own = languageOfSmallWords(claim.plain);
  const theirs = evidence.map(({ plain }) => languageOfSmallWords(plain));
  return own !== null && said < 0.1 && theirs.length > 0 && theirs.every((each) => each !== null && each !== own);
}

function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const graveFirst = findings.toSorted((a, b) => Number(b.isGrave) - Number(a.isGrave));
  return graveFirst.filter(({ code, said }) => {
    const key = `${code} ${said.toLowerCase()}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/**
 * Compares one sentence with the words it cites, without a model: figures, dates, names, negations, units and reach exactly,
 * the rest by how much of its wording is there. Costs a few milliseconds at most.
 */
export function verifySentence(input: SentenceToVerify, read: (text: string) => Evidence = evidenceOf): SentenceVerdict {
  const claim = evidenceOf(input.sentence);
  if (isNoClaim(claim.plain)) return { verdict: 'no-claim', reasons: [], share: 0 };
  const evidence = input.spans.filter((span) => span.trim() !== '').map(read);
  if (evidence.length === 0) return { verdict: 'unsupported', reasons: [{ code: 'uncited', said: '', found: '' }], share: 0 };
  const context = (input.context ?? []).filter((text) => text.trim() !== '').map(read);
  const asked = input.question === undefined ? [] : [read(input.question)];
  const texts = [...evidence, ...context];

  const findings = [...checkNumbers(claim, evidence, context), ...checkDates(claim, texts)];
  let share = wordingShare(claim, evidence, context);
  const wordsAlone = (): number => wordingShare({ ...claim, dates: [], quantities: [] }, evidence, context);
  const isForeign = isOtherLanguage(claim, evidence) && wordsAlone() < wordingLimits.weak;
  if (isForeign) findings.push({ code: 'language', said: '', found: '', isGrave: false });
  else {
    findings.push(...checkNames(claim, texts, asked));
    const compared = evidence.map((each) => checkDifferences(claim, each)).toSorted((a, b) => b.share - a.share);
    findings.push(...(compared[0]?.findings ?? []));
    share = Math.max(share, compared[0]?.share ?? 0);
    if (share < wordingLimits.weak) findings.push({ code: 'wording', said: '', found: '', isGrave: share < wordingLimits.unsupported });
  }
  const told = withoutRepeats(findings).slice(0, mostReasons);
  const verdict: Verdict = told.some(({ isGrave }) => isGrave) ? 'unsupported' : told.length > 0 ? 'weak' : 'supported';
  return { verdict, reasons: told.map(({ code, said, found }) => ({ code, said, found })), share: Math.round(share * 1000) / 1000 };
}
