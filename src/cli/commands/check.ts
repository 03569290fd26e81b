import { ranksWords, reportWords } from '../../shared/domain/check-words.ts';
import type { CheckedQuestion, LibraryCheck } from '../../shared/domain/library-check.ts';
import { fromErrorData } from '../../shared/errors.ts';
import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { counted, searchWarningWords, spanWords } from '../words.ts';

const LOOK_MS = 200;

/** Looks until the check has come to its end, or the person stops waiting. */
async function untilOver({ client }: Session, started: LibraryCheck, output: Output, signal: AbortSignal): Promise<LibraryCheck> {
  let check = started;
  while (check.state === 'running' && !signal.aborted) {
    const left = check.secondsLeft === null ? '' : ` · ${spanWords(check.secondsLeft)} left`;
    output.progress(`${check.questionsDone} of ${counted(check.questions, 'question')}${left}`);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    // oxlint-disable-next-line no-await-in-loop
    const { checks } = await client.libraryChecks.standing({ collectionId: started.collectionId });
    check = checks.find(({ id }) => id === started.id) ?? check;
  }
  return check;
}

function questionLine({ question, now, before, change }: CheckedQuestion): string {
  const was = before !== null && change !== 'same' && change !== 'not-counted' ? `; before: ${ranksWords(before)}` : '';
  return `  ${question.replaceAll(/\s+/g, ' ')}\n    ${ranksWords(now)}${was}\n`;
}

/** Asks the saved questions of a collection and prints at which rank their places are found, beside the check before. */
export async function check(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  const { client } = session;
  const collection = await session.collection();
  const started = await client.libraryChecks.start({ collectionId: collection.id });
  const over = await untilOver(session, started, output, signal);
  if (over.error !== null) throw fromErrorData(over.error);
  if (over.state !== 'done') {
    output.note('Stopped. The same command goes on from here.');
    return 130;
  }
  const report = await client.libraryChecks.report({ checkId: over.id });
  if (args.json) {
    output.json(report);
    return 0;
  }
  for (const warning of over.warnings) output.note(searchWarningWords(warning));
  for (const question of report.questions) output.print(questionLine(question));
  output.print(`${reportWords(report)}\n`);
  return 0;
}
