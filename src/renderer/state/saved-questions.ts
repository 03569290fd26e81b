import type { PointedPlace, SavedQuestion } from '../../shared/domain/library-check.ts';
import type { Client } from '../client/client.ts';
import type { Changes } from '../client/events.ts';
import type { Navigation } from './navigation.ts';
import type { Notices } from './notices.ts';
import type { Removals } from './removals.ts';
import { createStore, type Loadable, loading, type Readable } from './store.ts';

export interface SavedQuestions extends Readable<Loadable<readonly SavedQuestion[]>> {
  refresh(): Promise<void>;
  /** Keeps a question with the place that answers it, and says so; that can be taken back. */
  save(question: { collectionId: number; question: string; place: PointedPlace }): Promise<void>;
  rename(questionId: number, question: string): Promise<void>;
  /** Can be taken back for a while. */
  remove(question: SavedQuestion): void;
}

/** The key under which a saved question is hidden while its removal can be undone. */
export const savedQuestionKey = (questionId: number): string => `saved-question-${questionId}`;

/** The saved questions of the collection that is shown. */
export function createSavedQuestions(parts: {
  client: Client;
  changes: Changes;
  navigation: Navigation;
  notices: Notices;
  removals: Removals;
}): SavedQuestions {
  const { client, changes, navigation, notices, removals } = parts;
  const store = createStore<Loadable<readonly SavedQuestion[]>>(loading);
  let shown: number | null = null;
  const refresh = async () => {
    const { collectionId } = navigation.get();
    shown = collectionId;
    if (collectionId === null) return;
    try {
      const value = await client.engine.savedQuestions.list({ collectionId });
      if (shown === collectionId) store.set({ status: 'ready', value });
    } catch (error) {
      if (shown === collectionId && store.get().status !== 'ready') store.set({ status: 'failed', error });
    }
  };
  navigation.subscribe(() => {
    if (navigation.get().collectionId === shown) return;
    store.set(loading);
    void refresh();
  });
  changes.on((change) => {
    if (change.type === 'reset' || change.type === 'saved-questions-changed') void refresh();
    // A check finds places again that have moved.
    if (change.type === 'library-check-changed' && change.check?.state === 'done') void refresh();
  });
  const remove = (question: SavedQuestion) =>
    removals.remove({
      key: savedQuestionKey(question.id),
      message: `Removed “${question.question}” from the saved questions.`,
      commit: () => client.engine.savedQuestions.remove({ questionId: question.id }),
    });
  return {
    get: store.get,
    subscribe: store.subscribe,
    refresh,
    async save(question) {
      const saved = await client.engine.savedQuestions.save(question);
      await refresh();
      const undo = () => client.engine.savedQuestions.remove({ questionId: saved.id }).catch((error: unknown) => notices.sayError(error));
      notices.say('Saved. “Check my library” asks it again and looks for this place.', {
        action: { label: 'Undo', run: () => void undo() },
      });
    },
    rename: async (questionId, question) => void (await client.engine.savedQuestions.rename({ questionId, question })),
    remove,
  };
}
