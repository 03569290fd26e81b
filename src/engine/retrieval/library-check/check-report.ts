import { differencesOf, type CheckedQuestion, type CheckReport, type LibraryCheck } from '../../../shared/domain/library-check.ts';
import { getLibraryCheck, listCheckResults, listLibraryChecks, type LibraryCheckRow } from '../../store/library-checks.ts';
import type { ReadableDb } from '../../store/open.ts';
import { compareRanks } from './compare-checks.ts';

/** So many checks are gone through for the one before. */
const LOOKED_AT = 1_000;

function baselineOf(db: ReadableDb, check: LibraryCheckRow, baselineId: number | null): LibraryCheckRow | null {
  if (baselineId !== null) return getLibraryCheck(db, baselineId);
  const rows = listLibraryChecks(db, check.collectionId, LOOKED_AT);
  return rows.find(({ id, state }) => id < check.id && state === 'done') ?? null;
}

/** A check beside an earlier one; without `baselineId` beside the one before it. Fails with `not-found`. */
export function reportOf(
  db: ReadableDb,
  view: (row: LibraryCheckRow) => LibraryCheck,
  checkId: number,
  baselineId: number | null,
): CheckReport {
  const check = getLibraryCheck(db, checkId);
  const baseline = baselineOf(db, check, baselineId);
  const earlier = new Map((baseline ? listCheckResults(db, baseline.id) : []).map((result) => [result.questionId, result]));
  const questions = listCheckResults(db, checkId).flatMap(({ questionId, question, ranks }): CheckedQuestion[] => {
    if (ranks === null) return [];
    const other = earlier.get(questionId);
    const before = other?.question === question ? other.ranks : null;
    const change = baseline === null ? null : before === null ? 'new' : compareRanks(before, ranks);
    return [{ questionId, question, now: ranks, before, change }];
  });
  return {
    check: view(check),
    baseline: baseline && view(baseline),
    differences: baseline ? differencesOf(baseline.madeWith, check.madeWith) : [],
    questions,
  };
}
