import { describe, expect, it } from 'vitest';
import { packPassages } from '../../../../src/engine/answering/pack-passages.ts';
import { buildMessages } from '../../../../src/engine/answering/prompt.ts';
import type { LanguageModel } from '../../../../src/engine/providers/specification.ts';
import type { Hit } from '../../../../src/shared/domain/retrieval.ts';

const tokensOf = (text: string) => Math.ceil(text.length / 4);

function model(contextTokens: number, backend: LanguageModel['backend'] = 'cpu'): LanguageModel {
  return {
    provider: 'test',
    name: 'counting',
    backend,
    contextTokens,
    countTokens: async (texts) => texts.map(tokensOf),
    // oxlint-disable-next-line require-yield
    async *generate() {
      throw new Error('not asked');
    },
  };
}

function hit(chunkId: number, characters: number): Hit {
  const text = `Sentence number ${chunkId} of this text. `
    .repeat(Math.ceil(characters / 32))
    .slice(0, characters)
    .trim();
  const span = { documentId: chunkId, start: 100, end: 100 + text.length };
  const place = { kind: 'lines' as const, start: 1, end: 2, headingPath: [] };
  const document = { documentName: `${chunkId}.txt`, documentTitle: null, headingPath: [] };
  const alsoIn = { count: 0, documents: [] };
  return { chunkId, span, ...document, text, place, passage: { span, text, place }, alsoIn, score: 1, ranks: [] };
}

const request = { history: [], question: 'What?', earlierChunkIds: [] };

describe('packing', () => {
  it.each([512, 1024, 2048, 8192])('leaves room for rules, question and answer in a window of %i tokens', async (contextTokens) => {
    const hits = [hit(1, 1800), hit(2, 1800), hit(3, 300), hit(4, 1800)];
    const { passages, maxTokens } = await packPassages(model(contextTokens), { ...request, hits }, {});
    const prompt = buildMessages(passages, [], 'What?').map((message) => message.content);
    expect(prompt.reduce((sum, content) => sum + tokensOf(content), maxTokens)).toBeLessThanOrEqual(contextTokens);
    expect(passages.map((passage) => passage.number)).toEqual(passages.map((_, index) => index + 1));
  });

  it('keeps to two thousand tokens of passages on a processor and takes more on a graphics card', async () => {
    const hits = Array.from({ length: 12 }, (_, index) => hit(index + 1, 2000));
    const count = async (backend: 'cpu' | 'metal') =>
      (await packPassages(model(32_768, backend), { ...request, hits }, {})).passages.length;
    expect(await count('cpu')).toBe(3);
    expect(await count('metal')).toBeGreaterThan(8);
  });

  it('shortens a best passage that is too long, and its span with it', async () => {
    const { passages } = await packPassages(model(1024), { ...request, hits: [hit(1, 9000)] }, {});
    const [passage] = passages;
    expect(passage?.text.endsWith('.')).toBe(true);
    expect((passage?.span.end ?? 0) - (passage?.span.start ?? 0)).toBe(passage?.text.length);
  });

  it('lets old turns go before the best passage, and never answers from no passage at all', async () => {
    const turn = (letter: string) => ({ question: letter.repeat(700), answer: letter.repeat(600) });
    const hits = [hit(1, 1200)];
    const packed = await packPassages(model(1300), { ...request, hits, history: [turn('a'), turn('b')] }, {});
    expect(packed.history).toEqual([turn('b')]);
    expect(packed.passages.map((passage) => passage.text)).toEqual([hits[0]?.text]);
    expect((await packPassages(model(8192), { ...request, hits, history: [turn('a'), turn('b')] }, {})).history).toHaveLength(2);
    await expect(packPassages(model(1300), { ...request, hits, question: 'x'.repeat(4000) }, {})).rejects.toMatchObject({
      code: 'context-overflow',
      details: { limit: 1300 },
    });
  });

  it('packs less when it is told to', async () => {
    const hits = Array.from({ length: 8 }, (_, index) => hit(index + 1, 900));
    const size = async (shrink: number) => (await packPassages(model(8192), { ...request, hits, shrink }, {})).passages.length;
    expect(await size(0.5)).toBe(Math.floor((await size(1)) / 2));
  });

  it('puts passages that the thread has seen first, so that the prompt begins as before', async () => {
    const hits = [hit(9, 100), hit(2, 100), hit(5, 100)];
    const { passages } = await packPassages(model(8192), { ...request, hits, earlierChunkIds: [5, 2, 7] }, {});
    expect(passages.map((passage) => [passage.number, passage.chunkId])).toEqual([
      [1, 5],
      [2, 2],
      [3, 9],
    ]);
  });
});
