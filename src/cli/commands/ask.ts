import type { Answer, AnswerPart, Citation } from '../../shared/domain/answer.ts';
import { understoodWords } from '../../shared/domain/filter-words.ts';
import { asksNothing } from '../../shared/domain/retrieval.ts';
import { fromErrorData } from '../../shared/errors.ts';
import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { placeWords, quotationText, receiptWords, searchWarningWords } from '../words.ts';

/** Prints text and marks as they come: a mark stands right behind the sentence that came before it. */
function createAnswerPrinter(output: Output, question: string, whyNoModel: () => Promise<string>) {
  let isExtractive = false;
  let afterMark = false;
  return {
    async show(part: AnswerPart): Promise<void> {
      if (part.type === 'text-delta') output.print(isExtractive ? quotationText(part.text) : part.text);
      if (part.type === 'citation') output.print(`${afterMark ? '' : ' '}[${part.citation.passageNumber}]`);
      if (part.type === 'text-delta' || part.type === 'citation') afterMark = part.type === 'citation';
      if (part.type !== 'passages') return;
      if (part.query) for (const words of understoodWords(part.query, question)) output.note(`${words}.`);
      for (const warning of part.warnings) output.note(searchWarningWords(warning));
      isExtractive = part.kind === 'extractive';
      if (isExtractive) output.note(`${await whyNoModel()} These are quoted passages.`);
    },
  };
}

async function whyNoModel({ client }: Session): Promise<string> {
  const chat = (await client.models.list()).find((model) => model.role === 'chat');
  return chat?.error ? `The chat model could not be used: ${chat.error.message}` : 'No chat model is chosen (--chat-model FILE.gguf).';
}

function printSources(answer: Answer, output: Output): void {
  const cited = new Map<number, Citation>();
  for (const citation of answer.citations) if (!cited.has(citation.passageNumber)) cited.set(citation.passageNumber, citation);
  const passages = answer.passages.filter((passage) => cited.has(passage.number) || answer.kind === 'not-found');
  if (passages.length === 0) return;
  if (answer.kind !== 'not-found') output.print('Sources:\n');
  else if (!(answer.query && asksNothing(answer.query))) output.print('Nearest passages:\n');
  for (const passage of passages) {
    const citation = cited.get(passage.number);
    output.print(`  [${passage.number}] ${passage.documentName}, ${placeWords(citation?.place ?? passage.place)}\n`);
  }
}

/** Asks one question and streams the cited answer. Ctrl-C stops the answer and keeps what is there. */
export async function ask(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  const { client } = session;
  const collection = await session.collection();
  signal.throwIfAborted();
  const question = args.positionals.join(' ');
  const { answerId, threadId } = await client.answers.ask({
    collectionId: collection.id,
    threadId: args.thread ?? null,
    question,
  });
  // Once the engine has gone there is nothing left to cancel: it keeps what it has of an answer when it ends.
  signal.addEventListener('abort', () => void client.answers.cancel({ answerId }).catch(() => undefined), { once: true });
  const printer = createAnswerPrinter(output, question, () => whyNoModel(session));
  for await (const event of await client.answers.stream({ answerId })) if (!args.json) await printer.show(event.part);
  const answer = await client.answers.get({ answerId });
  if (args.json) {
    output.json(answer);
    return answer.state === 'cancelled' ? 130 : answer.error ? 1 : 0;
  }
  output.print('\n\n');
  printSources(answer, output);
  if (answer.receipt) output.print(`${receiptWords(answer.receipt)}\n`);
  if (answer.error) throw fromErrorData(answer.error);
  output.note(`${answer.state === 'cancelled' ? 'Stopped. ' : ''}Thread ${threadId}: go on with --thread ${threadId}`);
  return answer.state === 'cancelled' ? 130 : 0;
}
