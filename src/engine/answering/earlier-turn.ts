import type { Answer } from '../../shared/domain/answer.ts';
import { fieldsIn, withoutFields } from '../../shared/domain/split-fields.ts';
import { type EarlierTurn, standAlone } from './follow-up.ts';
import { leansOnBefore } from './leaning.ts';

/** How far back a thread is read; what was asked before has long left the conversation. */
const mostTurns = 6;

const anyPlace =
  /(?<![\p{L}\p{M}])(?:everywhere|anywhere|in (?:all|any) (?:of the )?(?:documents|files)|überall|in allen (?:dokumenten|dateien)|partout|dans tous les (?:documents|fichiers)|en todas partes|en todos los (?:documentos|archivos))(?![\p{L}\p{M}])|(?:在)?(?:所有|全部)(?:的)?(?:文件|文档|资料)(?:中|里)?|(?:すべて|全て|全部)の(?:文書|ファイル|資料)(?:で|から)?/iu;

/** A question without the words that lift a limit set before, and whether it had any. */
export function liftLimits(question: string): { text: string; isLifted: boolean } {
  const text = question
    .replace(anyPlace, ' ')
    .replaceAll(/[\s,]+(?=[\s?？.!])/g, '')
    .trim();
  return text === question.trim() ? { text: question, isLifted: false } : { text, isLifted: true };
}

/** Where a question is to be searched: as it says itself, or, where it leans on one before, as that one did. */
export function fieldsAfter(question: string, fieldsBefore: string): string {
  const own = fieldsIn(question);
  if (own !== '' || liftLimits(question).isLifted) return own;
  return leansOnBefore(withoutFields(question)) ? fieldsBefore : '';
}

function citedDocuments({ citations, passages }: Answer): string[] {
  const names = new Map(passages.map(({ number, documentName }) => [number, documentName]));
  return [...new Set(citations.flatMap(({ passageNumber }) => names.get(passageNumber) ?? []))];
}

function turnOf(answer: Answer, before: EarlierTurn | null): EarlierTurn {
  const asked = liftLimits(withoutFields(answer.question)).text;
  const query = answer.query?.text ?? (before === null ? asked : standAlone(asked, before));
  return { query, fields: fieldsAfter(answer.question, before?.fields ?? ''), documents: citedDocuments(answer) };
}

/** What the next question of a thread may go on from; null for the first. Answers oldest first. */
export function earlierTurn(answers: readonly Answer[]): EarlierTurn | null {
  return answers.slice(-mostTurns).reduce<EarlierTurn | null>((before, answer) => turnOf(answer, before), null);
}
