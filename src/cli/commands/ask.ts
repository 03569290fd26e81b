import type { Answer, AnswerPart, Citation } from '../../shared/domain/answer.ts';
import { fromErrorData } from '../../shared/errors.ts';
import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { placeWords, receiptWords, searchWarningWords } from '../words.ts';

/** Prints text and marks as they come; a mark belongs to an offset of the text. */
function createAnswerPrinter(output: Output) {
  let printed = 0;
  let text = '';
  return {
    show(part: AnswerPart) {
      if (part.type === 'text-delta') {
        text += part.text;
        output.print(part.text);
        printed = text.length;
      } else if (part.type === 'citation') {
        output.print(part.citation.offset <= printed ? ` [${part.citation.passageNumber}]` : '');
      } else if (part.type === 'passages') {
        for (const warning of part.warnings) output.note(searchWarningWords(warning));
        if (part.kind === 'extractive') output.note('No chat model: these are quoted passages.');
      }
    },
  };
}

function printSources(answer: Answer, output: Output): void {
  const cited = new Map<number, Citation>();
  for (const citation of answer.citations) if (!cited.has(citation.passageNumber)) cited.set(citation.passageNumber, citation);
  const passages = answer.passages.filter((passage) => cited.has(passage.number) || answer.kind === 'not-found');
  if (passages.length === 0) return;
  output.print(answer.kind === 'not-found' ? 'Nearest passages:\n' : 'Sources:\n');
  for (const passage of passages) {
    const citation = cited.get(passage.number);
    output.print(`  [${passage.number}] ${passage.documentName}, ${placeWords(citation?.place ?? passage.place)}\n`);
  }
}

/** Asks one question and streams the cited answer. Ctrl-C stops the answer and keeps what is there. */
export async function ask(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  const { client } = session;
  const collection = await session.collection();
  const { answerId, threadId } = await client.answers.ask({
    collectionId: collection.id,
    threadId: args.thread ?? null,
    question: args.positionals.join(' '),
  });
  signal.addEventListener('abort', () => void client.answers.cancel({ answerId }), { once: true });
  const printer = createAnswerPrinter(output);
  for await (const event of await client.answers.stream({ answerId })) if (!args.json) printer.show(event.part);
  const answer = await client.answers.get({ answerId });
  if (args.json) {
    output.json(answer);
  } else {
    output.print('\n\n');
    printSources(answer, output);
    if (answer.receipt) output.print(`${receiptWords(answer.receipt)}\n`);
    output.note(`thread ${threadId}: go on with --thread ${threadId}`);
  }
  if (answer.error) throw fromErrorData(answer.error);
  return answer.state === 'cancelled' ? 130 : 0;
}
