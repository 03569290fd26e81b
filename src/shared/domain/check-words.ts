import { checkedPassages, type CheckRanks, type CheckReport, type MadeWith, type MadeWithPart } from './library-check.ts';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** When something was, within a sentence: “today at 14:05”, “on 12 November”, with the year where it is another. */
export function onDayWords(atMs: number, nowMs: number = Date.now()): string {
  const [at, now] = [new Date(atMs), new Date(nowMs)];
  if (at.toDateString() === now.toDateString()) return `today at ${clock.format(at)}`;
  return `on ${(at.getFullYear() === now.getFullYear() ? day : date).format(at)}`;
}

/** By which models questions were searched: “bge-m3”, “bge-m3 and a reranker”, “words only”. */
export function madeWithWords({ embeddingModel, reranker }: MadeWith): string {
  const meaning = embeddingModel?.name ?? 'words only';
  return reranker === null ? meaning : `${meaning} and ${reranker}`;
}

/** What has changed between two checks, or since one; each follows “since the last check”. */
export const differenceWords: Record<MadeWithPart, string> = {
  version: 'another version of Footnote',
  'embedding-model': 'another embedding model',
  reranker: 'another reranker',
  chunking: 'documents are cut into passages in another way',
  words: 'words are indexed in another way',
};

/** At which rank a question's place was found, as one would say it. */
export function ranksWords({ standing, documentRank, passageRank }: CheckRanks): string {
  if (standing === 'document-gone') return 'not counted: its document is gone';
  if (standing === 'words-gone')
    return documentRank === null
      ? 'these words are gone, and the document is not found'
      : `these words are gone; document at ${documentRank}`;
  if (passageRank !== null) return `found at ${passageRank}`;
  return documentRank === null ? `not in the first ${checkedPassages}` : `another passage of it at ${documentRank}`;
}

/** How many became better and how many worse. */
export function countChanges({ questions }: Pick<CheckReport, 'questions'>): { better: number; worse: number } {
  const among = (changes: readonly (string | null)[]): number => questions.filter(({ change }) => changes.includes(change)).length;
  return { better: among(['better', 'found']), worse: among(['worse', 'lost']) };
}

/** The result in one sentence: “18 of 20 found in the first five; 2 worse than on 12 November with bge-m3.” */
export function reportWords(report: CheckReport, nowMs: number = Date.now()): string {
  const { figures } = report.check;
  if (figures === null) return 'None of the documents is in the library any more.';
  const found = `${figures.foundInFive} of ${figures.counted} found in the first five`;
  if (report.baseline === null) return `${found}.`;
  const { better, worse } = countChanges(report);
  const changes = [...(worse > 0 ? [`${worse} worse`] : []), ...(better > 0 ? [`${better} better`] : [])].join(' and ');
  const when = `${onDayWords(report.baseline.startedAtMs, nowMs)} with ${madeWithWords(report.baseline.madeWith)}`;
  return changes === '' ? `${found}; as ${when}.` : `${found}; ${changes} than ${when}.`;
}
