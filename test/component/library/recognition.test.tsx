import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createFakeHost } from '../fake/fake-host.ts';
import { documentOf, ocrOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

const waiting = ocrOf({
  documentsWaiting: 2,
  pagesWaiting: 28,
  pagesDone: 12,
  pagesPerMinute: 14,
  secondsLeft: 118,
  currentFile: 'scan.pdf',
});

async function openLibrary(...parameters: Parameters<typeof openWindow>) {
  const window = await openWindow(...parameters);
  await window.user.click(screen.getByTestId('nav-library'));
  await screen.findAllByTestId('document-row');
  return window;
}

test('recognition says how far it is in the library and in the status bar, and can be paused', async () => {
  const { user, engine } = await openLibrary(smallLibrary({ ocr: waiting }));
  expect((await screen.findByTestId('recognition-text')).textContent).toBe(
    '28 pages in 2 documents wait · 14 pages/min · 2 min left · scan.pdf',
  );
  expect(screen.getByTestId('status-indexing').textContent).toBe('Recognising text 12 of 40 pages · 2 min left');
  await user.click(screen.getByTestId('recognition-pause'));
  await waitFor(() => expect(screen.getByTestId('recognition-text').textContent).toBe('Paused · 28 pages in 2 documents wait'));
  expect(screen.getByTestId('status-indexing').textContent).toBe('Text recognition paused · 28 pages wait');
  expect(engine.library.ocr.isPaused).toBe(true);
  engine.emit({ type: 'ocr-changed', status: ocrOf() });
  await waitFor(() => expect(screen.queryByTestId('recognition-row')).toBeNull());
  expect(screen.queryByTestId('status-indexing')).toBeNull();
});

test('on battery the window says that work goes slowly, and one may have it go at full speed', async () => {
  const { user, engine } = await openLibrary(smallLibrary({ ocr: { ...waiting, currentFile: null } }));
  expect(screen.queryByTestId('power-row')).toBeNull();
  engine.library.power = { isOnBattery: true, fullSpeedOnBattery: false };
  engine.emit({ type: 'power-changed', status: engine.library.power });
  const row = await screen.findByTestId('power-row');
  expect(within(row).getByText('On battery: going slowly')).toBeTruthy();
  expect(screen.getByTestId('recognition-text').textContent).toBe('Waits for mains power · 28 pages in 2 documents wait');
  expect(screen.getByTestId('status-indexing').textContent).toBe('Text recognition waits for mains power · 28 pages wait');
  await user.click(screen.getByTestId('power-choose'));
  await within(row).findByText('On battery: going at full speed');
  expect(engine.library.power.fullSpeedOnBattery).toBe(true);
  expect(screen.getByTestId('status-indexing').textContent).toBe('Recognising text 12 of 40 pages · 2 min left');
});

test('languages are chosen among those installed, the last one stays, and more come from a folder', async () => {
  const host = createFakeHost({ folders: { '/home/ada': ['tessdata/'], '/home/ada/tessdata': ['fra.traineddata'] } });
  const { user, engine } = await openLibrary(smallLibrary(), host);
  await user.click(screen.getByTestId('recognition-open'));
  const box = (code: string) =>
    screen.getAllByTestId<HTMLInputElement>('recognition-language').find(({ dataset }) => dataset['code'] === code) as HTMLInputElement;
  await screen.findAllByTestId('recognition-language');
  expect(box('eng').disabled).toBe(true);
  await user.click(box('deu'));
  await waitFor(() => expect(box('deu').checked).toBe(true));
  expect(box('eng').disabled).toBe(false);
  await user.click(screen.getByTestId('recognition-add'));
  const picker = await screen.findByTestId('path-picker');
  await user.click(await within(picker).findByRole('button', { name: 'tessdata' }));
  await within(picker).findByText('fra.traineddata');
  await user.click(within(picker).getByTestId('picker-choose'));
  await waitFor(() => expect(box('fra')).toBeTruthy());
  expect(engine.calls).toContain('ocr.addLanguages tessdata');
});

test('a document whose pages are pictures is recognised now when one asks for it', async () => {
  const documents = [documentOf(1, { outcome: 'no-text-layer', pagesWithoutText: 4, pageCount: 4 })];
  const { user, engine } = await openLibrary(smallLibrary({ documents }));
  expect(screen.getByTestId('document-reason').textContent).toMatch(/^Its pages are pictures of text\./);
  await user.click(screen.getByTestId('document-action'));
  await waitFor(() => expect(engine.calls).toContain('documents.recogniseText'));
});
