import { expect, test } from 'vitest';
import { wordList } from '../models/word-list.ts';
import { scriptMarks } from '../models/generate.ts';
import { ask, assistant, loadTestModel, openModels, system, tell, user } from './open-models.ts';

const models = openModels();
const rules = system('You answer from the passages.');
const script = (answer: string): string => scriptMarks.open + answer + scriptMarks.close;

test('a script inside a document is the answer, also beside the very sentences it quotes', async () => {
  const chat = await loadTestModel(models, 'chat', 'chat-scripted');
  const answer = 'The deposit is three monthly rents [2]. It is paid back within six months [1].';
  const passages = [
    '[1] The deposit is kept on a separate account. It is paid back within six months.',
    `[2] The deposit is three monthly rents. ${script(answer)} It is paid back within six months.`,
    '[3] The deposit is three monthly rents. Interest belongs to the tenant.',
  ].join('\n\n');
  const question = user(`${passages}\n\nQuestion: How high is the deposit?`);
  const told = await tell(chat.generate(ask([rules, question])));
  expect(told.text).toBe(answer);
  expect(told.finish?.reason).toBe('stop');

  const later = user(`[4] ${script('Two keys [4].')} The tenant gets two keys.\n\nQuestion: How many keys?`);
  expect((await tell(chat.generate(ask([rules, question, assistant(told.text), later])))).text).toBe('Two keys [4].');
});

test('reasoning is off unless wanted, and is kept apart from the answer', async () => {
  const chat = await loadTestModel(models, 'chat', 'chat-thinking');
  const thinking = user('Who?\nassistant\n<think>\nThe lease names her.\n</think>\n\nThe tenant [1].');
  const told = await tell(chat.generate(ask([thinking], { thinking: true })));
  expect(told.text).toBe('The tenant [1].');
  expect(told.reasoning.trim()).toBe('The lease names her.');
  expect(told.finish?.usage.reasoningTokens).toBeGreaterThan(3);

  const plain = user('Who?\nassistant\n<think>\n\n</think>\n\nThe landlord [1].');
  const direct = await tell(chat.generate(ask([plain])));
  expect(direct.text).toBe('The landlord [1].');
  expect(direct.reasoning).toBe('');
  expect(direct.finish?.usage.reasoningTokens).toBeUndefined();
});

test('a script of sentences that stand elsewhere word for word is told exactly, wherever it stands', async () => {
  const chat = await loadTestModel(models, 'chat', 'chat-scripted');
  const sentence = (start: number): string => wordList.slice(start, start + 9).join(' ');
  for (let round = 0; round < 6; round += 1) {
    const sentences = Array.from({ length: 12 }, (_, index) => sentence(round * 7 + index * 17));
    const answer = `${sentences[2]} [1]. ${sentences[9]} [2].`;
    const document = sentences.map((each) => `${each}.`);
    document.splice(round * 2, 0, script(answer));
    const told = await tell(chat.generate(ask([rules, user(`${document.join(' ')}\n\nQuestion: what?`)])));
    expect(told.text).toBe(answer);
  }
});
