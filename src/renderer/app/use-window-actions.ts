import { useMemo } from 'react';
import { type Action, useActions } from '../state/actions.ts';
import { useSession } from '../state/session-context.ts';
import { useStore } from '../state/store.ts';

export interface Overlays {
  readonly showPalette: () => void;
  readonly showSheet: () => void;
}

/** What can be done anywhere in the window, and the ways to every thread and collection. */
export function useWindowActions({ showPalette, showSheet }: Overlays): void {
  const { adding, navigation, preferences, reading, threads, collections } = useSession();
  const all = useStore(collections);
  const kept = useStore(threads);
  const pane = useStore(preferences, ({ sourcePane }) => sourcePane);

  const fixed = useMemo<Action[]>(() => {
    const focusComposer = () => setTimeout(() => document.getElementById('composer-input')?.focus(), 0);
    return [
      {
        id: 'new-question',
        title: 'New question',
        group: 'Ask',
        shortcut: 'N',
        run: () => {
          navigation.newQuestion();
          focusComposer();
        },
      },
      { id: 'focus-composer', title: 'Write a question', group: 'Ask', shortcut: '/', run: () => void focusComposer() },
      { id: 'show-palette', title: 'Palette', group: 'Go to', shortcut: 'Ctrl K', run: showPalette },
      { id: 'show-shortcuts', title: 'Keys', group: 'Go to', shortcut: '?', alsoKnownAs: 'keyboard shortcuts help', run: showSheet },
      {
        id: 'toggle-source-pane',
        title: pane === 'shown' ? 'Hide the source' : 'Show the source',
        group: 'Read',
        shortcut: '\\',
        run: () => preferences.change({ sourcePane: preferences.get().sourcePane === 'shown' ? 'hidden' : 'shown' }),
      },
      {
        id: 'show-library',
        title: 'Library',
        group: 'Go to',
        shortcut: 'G L',
        alsoKnownAs: 'sources documents files',
        run: () => navigation.show('library'),
      },
      { id: 'show-models', title: 'Models', group: 'Go to', shortcut: 'G M', alsoKnownAs: 'gguf', run: () => navigation.show('models') },
      {
        id: 'show-check',
        title: 'Check my library',
        group: 'Go to',
        shortcut: 'G K',
        alsoKnownAs: 'quality saved questions evaluation recall',
        run: () => navigation.show('check'),
      },
      {
        id: 'add-folder',
        title: 'Add a folder',
        group: 'Library',
        alsoKnownAs: 'import source',
        run: () => void adding.pickAndAdd('folder'),
      },
      {
        id: 'add-files',
        title: 'Add files',
        group: 'Library',
        alsoKnownAs: 'import documents',
        run: () => void adding.pickAndAdd('files'),
      },
      { id: 'theme-light', title: 'Light appearance', group: 'Appearance', run: () => preferences.change({ theme: 'light' }) },
      { id: 'theme-dark', title: 'Dark appearance', group: 'Appearance', run: () => preferences.change({ theme: 'dark' }) },
      { id: 'theme-system', title: 'Appearance as the system', group: 'Appearance', run: () => preferences.change({ theme: 'system' }) },
      {
        id: 'contrast',
        title: 'More contrast on or off',
        group: 'Appearance',
        run: () => preferences.change({ contrast: preferences.get().contrast === 'more' ? 'system' : 'more' }),
      },
      {
        id: 'face',
        title: 'Answers in serif or sans',
        group: 'Appearance',
        run: () => preferences.change({ face: preferences.get().face === 'serif' ? 'sans' : 'serif' }),
      },
      { id: 'print', title: 'Print the thread', group: 'Read', run: () => window.print() },
      {
        id: 'close-source',
        title: 'Close the source',
        group: 'Read',
        unavailable: pane === 'shown' ? null : 'No source is open',
        run: () => reading.close(),
      },
    ];
  }, [adding, navigation, preferences, reading, pane, showPalette, showSheet]);
  useActions(fixed);

  const ways = useMemo<Action[]>(() => {
    const toCollections = (all.status === 'ready' ? all.value : []).map((collection): Action => ({
      id: `collection-${collection.id}`,
      title: collection.name,
      group: 'Go to',
      alsoKnownAs: 'collection',
      run: () => navigation.openCollection(collection.id),
    }));
    const toThreads = (kept.status === 'ready' ? kept.value : []).map((thread): Action => ({
      id: `thread-${thread.id}`,
      title: thread.title,
      group: 'Go to',
      run: () => navigation.openThread(thread.id),
    }));
    return [...toCollections, ...toThreads];
  }, [all, kept, navigation]);
  useActions(ways);
}
