import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { createFakeHost } from '../fake/fake-host.ts';
import { documentOf, progressOf, sourceOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';
import { emptyLibrary } from '../fake/fake-engine.ts';

async function openLibrary(...parameters: Parameters<typeof openWindow>) {
  const window = await openWindow(...parameters);
  await window.user.click(screen.getByTestId('nav-library'));
  await screen.findByTestId('library-page');
  return window;
}

test('a source that is being read says how far it is, and can be paused and resumed', async () => {
  const progress = progressOf({ filesTotal: 1204, filesDone: 312, filesPerSecond: 14.2, secondsLeft: 63, currentFile: 'a.pdf' });
  const { user, engine } = await openLibrary(smallLibrary({ sources: [sourceOf(1, { state: 'ingesting', progress })] }));
  expect(screen.getByTestId('source-text').textContent).toBe('312 of 1,204 files · 14 files/s · 1 min left · reading a.pdf');
  expect(screen.getByRole('progressbar', { name: 'Progress of Folder 1' }).getAttribute('aria-valuenow')).toBe('25.9');
  await user.click(screen.getByTestId('source-pause'));
  await waitFor(() => expect(screen.getByTestId('source-row').dataset['state']).toBe('paused'));
  await user.click(screen.getByTestId('source-resume'));
  await waitFor(() => expect(screen.getByTestId('source-row').dataset['state']).toBe('ingesting'));
  expect(engine.library.sources[0]?.state).toBe('ingesting');
});

test('a document that could not be read says why in words, and its one action puts it back in line', async () => {
  const error = toErrorData(new AppError('read-corrupt', 'x', { details: { subject: 'salaries.pdf' } }));
  const { user, engine } = await openLibrary(
    smallLibrary({ documents: [documentOf(1, { state: 'failed', outcome: 'corrupt', error, name: 'salaries.pdf' })] }),
  );
  expect((await screen.findByTestId('document-reason')).textContent).toBe('The file is damaged. Replace it with a sound copy, then retry.');
  await user.click(screen.getByRole('button', { name: 'Retry: salaries.pdf' }));
  await waitFor(() => expect(screen.getByTestId('document-row').dataset['state']).toBe('queued'));
  expect(engine.calls).toContain('documents.retry');
});

test('removing a source can be undone, and happens only when the time is over or the window closes', async () => {
  const { user, engine, session } = await openLibrary();
  const remove = async () => {
    await user.click(screen.getByTestId('source-more'));
    await user.click(await screen.findByTestId('source-remove'));
    await waitFor(() => expect(screen.queryByTestId('source-row')).toBeNull());
  };
  await remove();
  expect(screen.getByTestId('notice').textContent).toContain('Removed Leases from the library. Originals are untouched.');
  await user.click(screen.getByTestId('notice-action'));
  await screen.findByTestId('source-row');
  expect(engine.calls).not.toContain('sources.remove');
  await remove();
  session.removals.settle();
  await waitFor(() => expect(engine.calls).toContain('sources.remove'));
});

test('ten thousand documents are listed without fetching them all, and filtered as one types', async () => {
  const documents = Array.from({ length: 10_000 }, (_empty, index) =>
    documentOf(index + 1, { name: `report ${String(index).padStart(5, '0')}.pdf` }),
  );
  const { user, engine } = await openLibrary(smallLibrary({ documents }));
  await screen.findByText('report 00000.pdf');
  expect(screen.getByTestId('document-list').getAttribute('aria-rowcount')).toBe('10001');
  expect(screen.getAllByTestId('document-row').length).toBeLessThan(60);
  expect(engine.calls.filter((method) => method === 'documents.list').length).toBeLessThan(4);
  await user.type(screen.getByTestId('document-filter'), '0777');
  await screen.findByText('report 00777.pdf');
  await waitFor(() => expect(screen.queryByText('report 00000.pdf')).toBeNull());
});

test('dropped files are copied in parts and become a source of the collection shown', async () => {
  const host = createFakeHost();
  const { engine } = await openLibrary(emptyLibrary(), host);
  const file = new File([new Uint8Array(2_500_000)], 'big.pdf');
  const entry = { isFile: true, isDirectory: false, name: 'big.pdf', file: (give: (file: File) => void) => give(file) };
  const hidden = { isFile: true, isDirectory: false, name: '.DS_Store', file: (give: (file: File) => void) => give(file) };
  const children = [[entry, hidden], []];
  const folder = {
    isFile: false,
    isDirectory: true,
    name: 'Scans',
    createReader: () => ({ readEntries: (give: (entries: unknown[]) => void) => give(children.shift() ?? []) }),
  };
  fireEvent.drop(window, {
    dataTransfer: { types: ['Files'], files: [], items: [{ kind: 'file', webkitGetAsEntry: () => folder }] },
  });
  await screen.findByTestId('source-row');
  expect(host.uploaded).toEqual([
    { relativePath: 'big.pdf', bytes: 1024 * 1024 },
    { relativePath: 'big.pdf', bytes: 1024 * 1024 },
    { relativePath: 'big.pdf', bytes: 2_500_000 - 2 * 1024 * 1024 },
  ]);
  expect(engine.library.sources).toHaveLength(1);
});

test('a folder is chosen in the window where the host has no dialog: by walking, and by typing a path', async () => {
  const host = createFakeHost({
    folders: { '/home/ada': ['Documents/', 'a.txt'], '/home/ada/Documents': ['Contracts/'], '/srv': ['Shared/'] },
  });
  const { user, engine } = await openLibrary(emptyLibrary(), host);
  await user.click(screen.getByTestId('add-folder'));
  const picker = await screen.findByTestId('path-picker');
  await user.click(await within(picker).findByRole('button', { name: 'Documents' }));
  await within(picker).findByRole('button', { name: 'Contracts' });
  const field = screen.getByTestId('picker-path');
  await user.clear(field);
  await user.type(field, '/srv{Enter}');
  await within(picker).findByRole('button', { name: 'Shared' });
  await user.click(screen.getByTestId('picker-choose'));
  await screen.findByTestId('source-row');
  expect(engine.library.sources[0]?.name).toBe('srv');
});

test('an empty collection teaches with one sentence and one action', async () => {
  await openLibrary(emptyLibrary());
  expect(within(screen.getByTestId('empty-state')).getAllByRole('button')).toHaveLength(1);
  expect(screen.queryByTestId('document-list')).toBeNull();
});
