import { describe, expect, it } from 'vitest';
import type { EarlierTurn } from '../../../src/engine/answering/follow-up.ts';
import { createQuestionRewriter } from '../../../src/engine/answering/rewrite-question.ts';
import { createTurnQueue } from '../../../src/engine/answering/turn-queue.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { GenerationRequest, LanguageModel } from '../../../src/engine/providers/specification.ts';
import { parseQuery } from '../../../src/engine/retrieval/parse-query.ts';
import type { GenerationPart } from '../../../src/shared/contract/models.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { fixedModels } from './fixed-models.ts';
import { scriptedChat } from './scripted-chat.ts';

const before: EarlierTurn = { query: 'How high is the deposit of the lease?', fields: '', documents: [] };
const question = 'And when is it returned?';
const byRule = { query: 'And when is it returned? deposit lease', by: 'rule' };
const { signal } = new AbortController();

function rewriterWith(chat?: LanguageModel | (() => Promise<LanguageModel | null>), budgetMs?: number) {
  const turns = createTurnQueue();
  return { turns, ...createQuestionRewriter(fixedModels(chat ? { chat } : {}), turns, silentLogger, budgetMs) };
}

/** A model whose stream is written by hand, and that heeds nothing. */
function unheeding(stream: () => AsyncGenerator<GenerationPart>): LanguageModel & { requests: GenerationRequest[] } {
  const requests: GenerationRequest[] = [];
  const generate = (request: GenerationRequest) => {
    requests.push(request);
    return stream();
  };
  return { ...scriptedChat(() => []), requests, generate };
}

const never = new Promise<never>(() => {});
const text = (words: string): GenerationPart => ({ type: 'text-delta', text: words });

describe('a question asked after another', () => {
  it('stays as it is and costs no model where it is the first, or stands alone', async () => {
    const chat = scriptedChat(() => ['What else?']);
    const { rewrite } = rewriterWith(chat);
    expect(await rewrite(question, null, signal)).toEqual({ query: question, by: 'nobody' });
    const alone = 'What pressure does the pump reach?';
    expect(await rewrite(alone, before, signal)).toEqual({ query: alone, by: 'nobody' });
    expect(chat.requests).toEqual([]);
  });

  it('takes its subject along where it leans, by rule where there is no model', async () => {
    expect(await rewriterWith().rewrite(question, before, signal)).toEqual(byRule);
  });

  it('is said in one line by a model, which is told what came before and does not think about it', async () => {
    const chat = scriptedChat(() => ['When is the deposit ', 'of the lease returned?']);
    const turn = { ...before, documents: ['Lease.pdf'] };
    expect(await rewriterWith(chat).rewrite(question, turn, signal)).toEqual({
      query: 'When is the deposit of the lease returned?',
      by: 'model',
    });
    expect(chat.requests[0]).toMatchObject({ thinking: false, maxTokens: 64 });
    expect(chat.requests[0]?.messages.at(-1)?.content).toContain('Lease.pdf');
  });
});

describe('a rewriting that is none is left for the rule', () => {
  it.each([
    ['nothing', ''],
    ['several lines', 'When is the deposit of the lease returned?\nIt is high.'],
    ['another question', 'What is the weather like?'],
    ['an answer', 'The deposit of the lease is returned within thirty days.'],
    ['an answer that asks back', 'The deposit of the lease is returned to Ortega within thirty days by Marlow Properties, right?'],
    ['far too many words', `When is ${'deposit '.repeat(60)} returned?`],
    ['marks of a citation', 'When is the deposit returned? [1]'],
    ['thoughts', '<think>deposit returned?'],
    ['another language', 'Wann wird die deposit lease zurückgegeben, returned?'],
    ['another script', '押金 deposit 什么时候 returned？'],
  ])('%s', async (_, words) => {
    expect(await rewriterWith(scriptedChat(() => [words])).rewrite(question, before, signal)).toEqual(byRule);
  });

  it('one that changes a figure or drops a quotation', async () => {
    const turn = { ...before, query: 'What was the revenue in 2022?' };
    const wrong = rewriterWith(scriptedChat(() => ['What was the revenue in 2024?']));
    expect(await wrong.rewrite('And in 2023?', turn, signal)).toEqual({ query: 'What was the revenue in 2023?', by: 'rule' });
    const dropped = rewriterWith(scriptedChat(() => ['Does the lease mention acts of god?']));
    expect((await dropped.rewrite('Does it mention "force majeure"?', before, signal)).by).toBe('rule');
  });

  it('but one in its own words and language is taken, in Chinese and German too', async () => {
    const chinese = rewriterWith(scriptedChat(() => ['租约的押金什么时候退还？']));
    const lease = { ...before, query: '租约的押金是多少？' };
    expect((await chinese.rewrite('那它什么时候退还？', lease, signal)).by).toBe('model');
    const german = rewriterWith(scriptedChat(() => ['Wie hoch ist die Kaution in Hamburg?']));
    const deposit = { ...before, query: 'Wie hoch ist die Kaution in Berlin?' };
    expect((await german.rewrite('Und in Hamburg?', deposit, signal)).by).toBe('model');
  });
});

describe('a model that does not do it in time is not waited for', () => {
  it.each<[string, () => LanguageModel | (() => Promise<LanguageModel | null>)]>([
    ['one that fails', () => scriptedChat(() => [new AppError('generation-failed', 'No.')])],
    [
      'one whose process dies in the middle of a word',
      () => scriptedChat(() => ['When is the dep', new AppError('process-lost', 'Gone.')]),
    ],
    ['one that fails as nobody expected', () => scriptedChat(() => [new TypeError('undefined is not a function')])],
    ['one that says nothing', () => scriptedChat(() => [never])],
    [
      'one that heeds no stop',
      () =>
        unheeding(async function* () {
          yield text('When');
          await never;
        }),
    ],
    [
      'one that never ends',
      () =>
        unheeding(async function* () {
          for (;;) yield text('deposit ');
        }),
    ],
    [
      'one that never ends thinking',
      () =>
        unheeding(async function* () {
          for (;;) yield { type: 'reasoning-delta', text: 'Hm. ' };
        }),
    ],
    ['one that is never there', () => () => never],
    [
      'one that cannot be loaded',
      () => async () => {
        throw new AppError('model-load-failed', 'No.');
      },
    ],
  ])('%s', async (_, model) => {
    const { rewrite, turns } = rewriterWith(model(), 30);
    expect(await rewrite(question, before, signal)).toEqual(byRule);
    expect(turns.busy).toBe(false);
  });

  it('one that is at work', async () => {
    const busy = rewriterWith(scriptedChat(() => ['When is the deposit returned?']));
    const work = Promise.withResolvers<void>();
    const running = busy.turns.run(() => work.promise, signal);
    expect(await busy.rewrite(question, before, signal)).toEqual(byRule);
    work.resolve();
    await running;
  });

  it('one that was too slow is left alone for twenty questions, then tried again', async () => {
    const slow = scriptedChat(() => [never]);
    const { rewrite } = rewriterWith(slow, 20);
    for (let asked = 0; asked < 21; asked += 1) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await rewrite(question, before, signal)).toEqual(byRule);
    }
    expect(slow.requests).toHaveLength(1);
    expect(await rewrite(question, before, signal)).toEqual(byRule);
    expect(slow.requests).toHaveLength(2);
  });

  it('but an abort passes through with its reason, also where the model heeds none', async () => {
    const reason = new Error('enough');
    for (const model of [
      scriptedChat(() => [never]),
      unheeding(async function* () {
        await never;
        yield text('');
      }),
    ]) {
      const stop = new AbortController();
      const rewriting = rewriterWith(model).rewrite(question, before, stop.signal);
      stop.abort(reason);
      // oxlint-disable-next-line no-await-in-loop
      await expect(rewriting).rejects.toBe(reason);
    }
  });
});

describe('where the question before was to be searched', () => {
  const { rewrite } = rewriterWith();
  const limited = { ...before, fields: 'type:pdf in:contracts' };
  const queryOf = async (asked: string, turn: EarlierTurn) => (await rewrite(asked, turn, signal)).query;

  it('goes for a follow-up, unless it says so itself or asks everywhere', async () => {
    expect(await queryOf(question, limited)).toBe('type:pdf in:contracts And when is it returned? deposit lease');
    expect(await queryOf('And in mails? type:eml', limited)).toBe('type:eml And in mails? deposit lease');
    expect(await queryOf('And when is it returned, everywhere?', limited)).toBe('And when is it returned? deposit lease');
    expect(await queryOf('Und wann wird sie in allen Dokumenten zurückgezahlt?', limited)).not.toContain('type:');
  });

  it('does not go for a new subject', async () => {
    const alone = 'What pressure does the pump reach?';
    expect(await rewrite(alone, limited, signal)).toEqual({ query: alone, by: 'nobody' });
  });

  it('is the document it points at, of those that the answer cites', async () => {
    const one = { ...before, documents: ['Lease of Harbour Street.pdf'] };
    expect(await queryOf('What does that document say about pets?', one)).toContain('name:"Lease of Harbour Street.pdf"');
    const two = { ...before, documents: ['Lease.pdf', 'House "rules".md'] };
    expect(await queryOf('What does the second document say about pets?', two)).toContain('name:"House"');
    expect(await queryOf('Was sagt das zweite Dokument dazu?', two)).toContain('name:"House"');
    for (const name of ['“Lease” of 2024.pdf', '"Lease".pdf', 'Lease.pdf', '契約書「A」.pdf']) {
      const asked = await queryOf('What does that document say about pets?', { ...before, documents: [name] });
      const { filter, text } = parseQuery(asked);
      expect(text).toBe('What does that document say about pets?');
      expect(name).toContain(filter.only.names[0]);
    }
    expect(await queryOf('这份文件对宠物有什么规定？', one)).toContain('name:"Lease of Harbour Street.pdf"');
    expect(await queryOf('What does that document say about pets?', two)).not.toContain('name:');
    expect(await queryOf('What does the second document say about pets?', one)).not.toContain('name:');
  });

  it('takes no words of the question before along to a document, where it says itself what it asks', async () => {
    const one = { ...before, documents: ['Lease.pdf'] };
    const asked = 'What does that document say about pets?';
    expect(await rewrite(asked, one, signal)).toEqual({ query: `name:"Lease.pdf" ${asked}`, by: 'rule' });
    expect(await queryOf('What else does that document say about it?', one)).toContain('deposit');
    expect(await queryOf('What else does that document say?', one)).toContain('deposit');
  });
});
