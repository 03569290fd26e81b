import { checkedPassages, type CheckChange, type CheckFigures, type CheckRanks } from '../../../shared/domain/library-check.ts';
import { meanQuality, rankingQuality } from '../ranking-quality.ts';

function changeOf(before: number | null, now: number | null): 'found' | 'better' | 'same' | 'worse' | 'lost' {
  if (before === now) return 'same';
  if (before === null) return 'found';
  if (now === null) return 'lost';
  return now < before ? 'better' : 'worse';
}

/**
 * What became of a question: by the rank of its passage where both checks looked for that, else of its document. While
 * the passage is found in neither, its document coming nearer or going away is better or worse.
 */
export function compareRanks(before: CheckRanks, now: CheckRanks): CheckChange {
  if (before.standing === 'document-gone' || now.standing === 'document-gone') return 'not-counted';
  const byDocument = changeOf(before.documentRank, now.documentRank);
  if (before.standing === 'words-gone' || now.standing === 'words-gone') return byDocument;
  const change = changeOf(before.passageRank, now.passageRank);
  if (now.passageRank !== null || before.passageRank !== null) return change;
  if (byDocument === 'found') return 'better';
  return byDocument === 'lost' ? 'worse' : byDocument;
}

/** The rank a question is counted by. */
function countedRank({ standing, documentRank, passageRank }: CheckRanks): number | null {
  return standing === 'judged' ? passageRank : documentRank;
}

const ranking = Array.from({ length: checkedPassages }, (_, index) => index + 1);
const notRanked = 0;

/** The figures of a check; each question has one right place. null when none can be counted. */
export function checkFigures(results: readonly CheckRanks[]): CheckFigures | null {
  const counted = results.filter(({ standing }) => standing !== 'document-gone').map(countedRank);
  const mean = meanQuality(counted.map((rank) => rankingQuality(ranking, new Map([[rank ?? notRanked, 1]]))));
  if (mean === null) return null;
  return { counted: counted.length, foundInFive: counted.filter((rank) => rank !== null && rank <= 5).length, ...mean };
}
