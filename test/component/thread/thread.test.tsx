import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { emptyLibrary } from '../fake/fake-engine.ts';
import { answerOf, citationOf, passageOf, receiptOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

const thread = { id: 1, collectionId: 1, title: 'Notice', createdAtMs: 0, updatedAtMs: 0, answerCount: 1 };
const coverage = receiptOf(1).coverage;

async function openThread(answer: ReturnType<typeof answerOf>) {
  const window = await openWindow(smallLibrary({ threads: [thread], answers: [answer] }));
  await window.user.click(await screen.findByTestId('thread-item'));
  return { ...window, article: await screen.findByTestId('answer') };
}

test('a question becomes a heading, its answer grows under it with its citations, and the receipt closes it', async () => {
  const { engine, user } = await openWindow();
  await user.type(screen.getByTestId('composer-input'), 'What is the notice period?{Enter}');
  const article = await screen.findByTestId('answer');
  expect(within(article).getByRole('heading', { name: 'What is the notice period?' })).toBeDefined();
  expect(article.getAttribute('aria-busy')).toBe('true');
  expect(screen.getByTestId<HTMLTextAreaElement>('composer-input').value).toBe('');

  engine.push(1, { type: 'stage-start', stage: 'full-text' });
  await waitFor(() => expect(screen.getByTestId('running-stages').textContent).toContain('Searching the text'));
  engine.push(1, { type: 'passages', kind: 'generated', passages: [passageOf(1)], coverage, warnings: [] });
  engine.push(1, { type: 'text-delta', text: 'It is three ' });
  await waitFor(() => expect(screen.getByTestId('answer-text').textContent).toBe('It is three '.trim()));
  engine.push(1, { type: 'text-delta', text: 'months.' });
  engine.push(1, { type: 'citation', citation: citationOf(19, 1) });
  const mark = await screen.findByTestId('citation-mark');
  expect(mark.getAttribute('aria-label')).toBe('Citation 1: lease.pdf, page 1');
  expect(screen.queryByTestId('answer-sources')).toBeNull();

  engine.push(1, { type: 'finish', state: 'done', receipt: receiptOf(1), error: null });
  const line = await screen.findByTestId('receipt-line');
  expect(line.textContent).toBe('3.1 s · first word 0.4 s · 41 tok/s · 2,180 → 312 tokens · local Qwen3-4B (Vulkan) · 0.00 €');
  expect(screen.getByTestId('answer-source').textContent).toContain('lease.pdf');
  await user.click(line);
  expect(screen.getByTestId('receipt-details').textContent).toContain('Nothing left this machine.');
});

test('raw HTML, images and links of an answer stay words: nothing is loaded, nothing leads away', async () => {
  const text = 'See <img src=x onerror=alert(1)> and ![chart](https://evil.example/a.png) and [here](https://evil.example "t").';
  const { article } = await openThread(answerOf(1, { kind: 'generated', text }));
  expect(article.querySelector('img, script, iframe')).toBeNull();
  expect([...article.querySelectorAll('a')].map(({ href }) => href)).toEqual([]);
  expect(article.textContent).toContain('[Image: chart]');
  expect(article.textContent).toContain('<img src=x onerror=alert(1)>');
});

test('a citation opens its source; the next and previous one follow by key', async () => {
  const citations = [citationOf(4, 1), citationOf(9, 2, { span: { documentId: 1, start: 50, end: 60 } })];
  const passages = [passageOf(1), passageOf(2, { documentName: 'annex.pdf' })];
  const { user } = await openThread(answerOf(1, { kind: 'generated', text: 'One. Two.', passages, citations, receipt: receiptOf(1) }));
  await user.click(screen.getAllByTestId('citation-mark')[0] as HTMLElement);
  expect((await screen.findByTestId('source-count')).textContent).toContain('1 of 2');
  (document.activeElement as HTMLElement | null)?.blur();
  await user.keyboard(']');
  await waitFor(() => expect(screen.getByTestId('source-count').textContent).toContain('2 of 2'));
  expect(screen.getAllByTestId('citation-mark')[1]?.dataset['current']).toBe('true');
  await user.keyboard('1');
  await waitFor(() => expect(screen.getByTestId('source-count').textContent).toContain('1 of 2'));
});

test('an extractive answer and a search by words only say so', async () => {
  const warnings = ['no-embedding-model' as const];
  const { article } = await openThread(
    answerOf(1, { kind: 'extractive', text: '> Quoted.', receipt: receiptOf(1, { kind: 'extractive', model: null, warnings }) }),
  );
  const labels = within(article).getByTestId('answer-labels').textContent;
  expect(labels).toContain('No chat model: quoted passages.');
  expect(labels).toContain('Full-text search only');
});

test('when nothing answers, the nearest passages are shown and open their place', async () => {
  const { article, user } = await openThread(
    answerOf(1, { kind: 'not-found', passages: [passageOf(1)], receipt: receiptOf(1, { kind: 'not-found' }) }),
  );
  expect(article.textContent).toContain('Nothing in these 1,204 documents answers this. Nearest passages:');
  await user.click(within(within(article).getByTestId('nearest-passages')).getByRole('button'));
  expect((await screen.findByTestId('source-file-name')).textContent).toBe('lease.pdf');
});

test('a failed answer names its next action, and retrying asks the same question again', async () => {
  const error = toErrorData(new AppError('process-lost', 'x', { details: { subject: 'models' } }));
  const { article, engine, user } = await openThread(answerOf(1, { state: 'failed', error }));
  expect(within(article).getByTestId('error-note').dataset['code']).toBe('process-lost');
  await user.click(within(article).getByTestId('error-action'));
  await waitFor(() => expect(engine.library.answers.at(-1)?.question).toBe('What is the notice period?'));
  expect(engine.library.answers).toHaveLength(2);
});

test('stopping keeps what was written', async () => {
  const { engine, user } = await openWindow();
  await user.type(screen.getByTestId('composer-input'), 'Why?{Enter}');
  await screen.findByTestId('answer');
  engine.push(1, { type: 'text-delta', text: 'Because the' });
  await screen.findByTestId('answer-text');
  await user.click(screen.getByTestId('composer-stop'));
  await waitFor(() => expect(screen.getByTestId('answer').dataset['state']).toBe('cancelled'));
  expect(screen.getByTestId('answer').textContent).toContain('Because the');
  expect(screen.getByTestId('answer').textContent).toContain('What was written stays.');
});

test('an answer that is running while the connection is lost is carried on after it, with nothing twice', async () => {
  const { engine, transport, user } = await openWindow();
  await user.type(screen.getByTestId('composer-input'), 'Why?{Enter}');
  await screen.findByTestId('answer');
  engine.push(1, { type: 'text-delta', text: 'One. ' });
  await waitFor(() => expect(screen.getByTestId('answer-text').textContent).toContain('One.'));
  transport.away = true;
  transport.cut('engine');
  await screen.findByTestId('status-connection');
  engine.push(1, { type: 'text-delta', text: 'Two.' });
  transport.away = false;
  await waitFor(() => expect(screen.getByTestId('answer-text').textContent).toBe('One. Two.'));
  engine.push(1, { type: 'finish', state: 'done', receipt: null, error: null });
  await waitFor(() => expect(screen.getByTestId('answer').dataset['state']).toBe('done'));
});

test('a question that could not be asked stays in the composer', async () => {
  const { engine, user } = await openWindow();
  engine.fail('answers.ask', new AppError('store-full', 'full'));
  await user.type(screen.getByTestId('composer-input'), 'Why?{Enter}');
  expect((await screen.findByTestId('notice')).textContent).toContain('The disk is full.');
  expect(screen.getByTestId<HTMLTextAreaElement>('composer-input').value).toBe('Why?');
});

test('drafts stay with their thread, and Shift+Enter makes a line instead of asking', async () => {
  const { user } = await openWindow(smallLibrary({ threads: [thread], answers: [answerOf(1, { kind: 'generated', text: 'Yes.' })] }));
  const field = () => screen.getByTestId<HTMLTextAreaElement>('composer-input');
  await user.type(field(), 'first{Shift>}{Enter}{/Shift}second');
  await user.click(await screen.findByTestId('thread-item'));
  await waitFor(() => expect(field().value).toBe(''));
  await user.type(field(), 'follow-up');
  await user.click(screen.getByTestId('nav-ask'));
  expect(field().value).toBe('first\nsecond');
  await user.click(screen.getByTestId('thread-item'));
  expect(field().value).toBe('follow-up');
});

test('without documents the composer says why it cannot ask, and the page has one action', async () => {
  await openWindow(emptyLibrary());
  expect(screen.getByTestId('composer').textContent).toContain('Add a folder first.');
  expect(screen.getByTestId<HTMLButtonElement>('composer-ask').disabled).toBe(true);
  expect(within(screen.getByTestId('empty-state')).getAllByRole('button')).toHaveLength(1);
});

test('the card of a citation closes when its numeral is pressed', async () => {
  const answer = answerOf(1, { kind: 'generated', text: 'One.', passages: [passageOf(1)], citations: [citationOf(4, 1)] });
  const { user } = await openThread(answer);
  const mark = screen.getByTestId('citation-mark');
  await user.hover(mark);
  await screen.findByTestId('citation-card');
  await user.click(mark);
  await waitFor(() => expect(screen.queryByTestId('citation-card')).toBeNull());
  await screen.findByTestId('source-file-name');
});

test('a receipt says in words what a stage did, and draws no bar for one that had nothing to do', async () => {
  const stages = [
    { stage: 'rewrite' as const, startMs: 0, durationMs: 0, detail: 'by nobody' },
    { stage: 'vector' as const, startMs: 1, durationMs: 1, detail: 'no-embedding-model' },
    { stage: 'full-text' as const, startMs: 1, durationMs: 1, detail: '1 chunks with 1 of 1 words' },
  ];
  const receipt = receiptOf(1, { kind: 'extractive', model: null, stages, warnings: ['no-embedding-model'] });
  const { user } = await openThread(answerOf(1, { kind: 'extractive', text: 'One.', receipt }));
  await user.click(await screen.findByTestId('receipt-line'));
  const details = screen.getByTestId('receipt-details');
  const rows = within(details).getAllByRole('row');
  expect(rows.map((row) => row.querySelector('.receipt-detail')?.textContent)).toEqual([
    'asked as it is',
    '1 chunk with 1 of 1 word',
    'no embedding model chosen',
  ]);
  expect(rows.map((row) => row.querySelector('.receipt-bar span') !== null)).toEqual([true, true, false]);
  expect(details.textContent).not.toContain('· by meaning');
});

test('what is quoted counts as a quotation', async () => {
  const cells = { kind: 'cells' as const, sheet: 'S', range: 'A3:C3' };
  const answer = { text: '> a | b', passages: [passageOf(1, { place: cells })], citations: [citationOf(7, 1, { place: cells })] };
  await openThread(answerOf(1, { kind: 'extractive', ...answer }));
  expect((await screen.findByTestId('answer-source')).textContent).toContain('1 quotation');
});

test('a source says in how many other documents the same words stand, names them on demand and opens them', async () => {
  const alsoIn = { count: 12, documents: [{ documentId: 8, name: 'lease-2023.pdf' }, { documentId: 9, name: 'lease-copy.pdf' }] }; // prettier-ignore
  const answer = { text: '> rent', passages: [passageOf(1, { alsoIn })], citations: [citationOf(6, 1)] };
  const { user } = await openThread(answerOf(1, { kind: 'extractive', ...answer }));
  const also = await screen.findByTestId('answer-source-also');
  expect(also.hasAttribute('open')).toBe(false);
  await user.click(screen.getByText('also in 12 other documents'));
  expect([...also.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
    'lease-2023.pdf',
    'lease-copy.pdf',
    'and 10 others',
  ]);
  await user.click(screen.getByRole('button', { name: 'lease-copy.pdf' }));
  expect((await screen.findByTestId('source-file-name')).textContent).toBe('lease-copy.pdf');
});

test('notices stand above the composer while there is one', async () => {
  const { user } = await openWindow();
  const room = () => document.documentElement.style.getPropertyValue('--composer-room');
  expect(room()).toBe('616px');
  await user.click(screen.getByTestId('nav-library'));
  await screen.findByTestId('library-page');
  expect(room()).toBe('');
});
