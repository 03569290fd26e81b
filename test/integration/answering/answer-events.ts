import { answerEventSchema, type AnswerEvent } from '../../../src/shared/domain/answer.ts';

export const lease = {
  name: 'lease.txt',
  title: 'Lease agreement',
  paragraphs: [
    'The tenant pays a monthly rent of 1,250 euros. Rent is due on the third working day of each month.',
    'The deposit amounts to three monthly rents. It is returned within 30 days after the tenant has moved out.',
    'Pets are allowed with written permission of the landlord. Smoking on the balcony is tolerated.',
  ],
};

/** All events of a stream, each as the contract has it. */
export async function collect(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of events) all.push(answerEventSchema.parse(event));
  return all;
}

export const textOf = (events: readonly AnswerEvent[]): string =>
  events.map(({ part }) => (part.type === 'text-delta' ? part.text : '')).join('');

/** The number our prompt gave to the passage that holds these words. */
export function numberOf(prompt: string, words: string): string {
  const before = prompt.slice(0, prompt.indexOf(words));
  return /<passage number="(\d+)"(?![\s\S]*<passage number=)/.exec(before)?.[1] ?? '?';
}
