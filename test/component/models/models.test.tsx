import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { createFakeHost } from '../fake/fake-host.ts';
import { emptyModels } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

const role = (name: string) => screen.getAllByTestId('model-role').find((section) => section.dataset['role'] === name) as HTMLElement;

test('the three roles are listed, a file is chosen with the in-app picker, and its loading is seen', async () => {
  const host = createFakeHost({ folders: { '/home/ada': ['small.gguf', 'notes.txt'] } });
  const { user, engine } = await openWindow(smallLibrary(), host);
  await user.click(screen.getByTestId('nav-models'));
  expect(screen.getAllByTestId('model-role')).toHaveLength(3);
  await user.click(within(role('chat')).getByTestId('model-choose'));
  const picker = await screen.findByTestId('path-picker');
  const entry = await within(picker).findByRole('button', { name: /small\.gguf/ });
  expect(within(picker).queryByText('notes.txt')).toBeNull();
  await user.click(entry);
  await waitFor(() => expect(role('chat').dataset['state']).toBe('loading'));
  expect(within(role('chat')).getByTestId('model-state').textContent).toBe('Loading 10 %');
  engine.emit({
    type: 'model-changed',
    status: { role: 'chat', state: 'ready', fileName: 'small.gguf', displayPath: null, loadProgress: null, facts: null, error: null },
  });
  await waitFor(() => expect(role('chat').dataset['state']).toBe('ready'));
  await user.click(within(role('chat')).getByTestId('model-unload'));
  await waitFor(() => expect(role('chat').dataset['state']).toBe('idle'));
});

test('a model that does not fit says so in words, with one action', async () => {
  const error = toErrorData(new AppError('model-memory', 'x', { details: { subject: 'huge.gguf' } }));
  const models = emptyModels().map((status) =>
    status.role === 'chat' ? { ...status, state: 'failed' as const, fileName: 'huge.gguf', error } : status,
  );
  const { user } = await openWindow(smallLibrary({ models }));
  await user.click(screen.getByTestId('nav-models'));
  const note = within(role('chat')).getByTestId('error-note');
  expect(note.textContent).toContain('There is not enough memory for huge.gguf.');
  expect(within(note).getAllByRole('button')).toHaveLength(1);
  expect(screen.getByTestId('status-model').textContent).toContain('failed');
});
