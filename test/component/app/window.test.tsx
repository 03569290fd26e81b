import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { rankActions } from '../../../src/renderer/features/palette/rank-actions.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { emptyLibrary } from '../fake/fake-engine.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

test('the palette finds every action by typing, and what cannot be done says why', async () => {
  const { user } = await openWindow();
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByTestId('palette');
  await user.type(screen.getByTestId('palette-input'), 'next cit');
  const [first] = screen.getAllByTestId('palette-item');
  expect(first?.textContent).toContain('Next citation');
  expect(first?.textContent).toContain('No citations here yet');
  expect(first?.getAttribute('aria-disabled')).toBe('true');
  await user.clear(screen.getByTestId('palette-input'));
  await user.type(screen.getByTestId('palette-input'), 'models{Enter}');
  await screen.findByTestId('models-page');
  await waitFor(() => expect(screen.queryByTestId('palette')).toBeNull());
});

test('a question typed into the palette lands in the composer', async () => {
  const { user } = await openWindow();
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByTestId('palette');
  await user.type(screen.getByTestId('palette-input'), 'who signed it{Enter}');
  await waitFor(() => expect(screen.getByTestId<HTMLTextAreaElement>('composer-input').value).toBe('who signed it'));
});

test('the sheet lists the keys of what is offered', async () => {
  const { user } = await openWindow();
  (document.activeElement as HTMLElement | null)?.blur();
  await user.keyboard('?');
  const sheet = await screen.findByTestId('shortcut-sheet');
  for (const name of ['New question', 'Palette', 'Next citation', 'Open a citation', 'Stop the answer', 'Library']) {
    expect(within(sheet).getByText(name)).toBeDefined();
  }
});

test('better fits come first, and what can be done before what cannot', () => {
  const action = (title: string, unavailable: string | null = null) => ({
    id: title,
    title,
    group: 'Read' as const,
    unavailable,
    run: () => {},
  });
  const all = [action('Show the source'), action('Stop', 'nothing runs'), action('Scan again'), action('Add a folder')];
  expect(rankActions(all, 's').map(({ title }) => title)).toEqual(['Show the source', 'Scan again', 'Stop']);
  expect(rankActions(all, 'fold').map(({ title }) => title)).toEqual(['Add a folder']);
  expect(rankActions(all, 'zzz')).toEqual([]);
});

test('a lost connection is said in the status bar, and the composer waits with its reason', async () => {
  const { transport } = await openWindow();
  transport.away = true;
  transport.cut('engine');
  await screen.findByTestId('status-connection');
  expect(screen.getByTestId('composer').textContent).toContain('Reconnecting…');
  transport.away = false;
  await screen.findByTestId('status-local');
});

test('an engine that refuses to serve is a page with one action, not an empty window', async () => {
  const { engine, transport } = await openWindow();
  engine.fail('system.info', new AppError('store-newer', 'newer'));
  transport.cut('engine');
  expect((await screen.findByText(/written by a newer Footnote/)).textContent).toBeDefined();
});

test('a collection is made, renamed and removed with undo', async () => {
  const { user, engine } = await openWindow(smallLibrary());
  const choose = async (name: RegExp) => {
    await user.click(screen.getByTestId('collection-switcher'));
    await user.click(await screen.findByRole('menuitem', { name }));
  };
  await choose(/New collection/);
  await user.type(await screen.findByTestId('inline-name'), 'Private{Enter}');
  await waitFor(() => expect(screen.getByTestId('collection-switcher').textContent).toBe('Private'));
  await choose(/Rename/);
  const field = await screen.findByTestId('inline-name');
  await user.clear(field);
  await user.type(field, 'Family{Enter}');
  await waitFor(() => expect(screen.getByTestId('collection-switcher').textContent).toBe('Family'));
  await choose(/Remove/);
  await waitFor(() => expect(screen.getByTestId('collection-switcher').textContent).toBe('Contracts'));
  await user.click(screen.getByTestId('notice-action'));
  await waitFor(() => expect(screen.getByTestId('collection-switcher').textContent).toBe('Family'));
  expect(engine.library.collections).toHaveLength(2);
});

test('the look that was chosen is on the page at once and kept', async () => {
  const { session } = await openWindow();
  session.preferences.change({ theme: 'dark', face: 'sans' });
  expect(document.documentElement.dataset).toMatchObject({ theme: 'dark', face: 'sans' });
  expect(JSON.parse(localStorage.getItem('footnote.preferences') ?? '{}')).toMatchObject({ theme: 'dark', face: 'sans' });
});

test('the first screen names the kinds of files that are read', async () => {
  await openWindow(emptyLibrary());
  expect((await screen.findByTestId('empty-state')).textContent).toContain(
    'PDFs, Office files, mail, web pages, notes, images and archives',
  );
});
