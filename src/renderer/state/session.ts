import type { Client } from '../client/client.ts';
import { followChanges } from '../client/events.ts';
import { type Actions, createActions } from './actions.ts';
import { type Adding, createAdding } from './adding.ts';
import { type Answers, createAnswers } from './answers.ts';
import { type Collections, createCollections } from './collections.ts';
import { createDocumentActs, type DocumentActs } from './document-acts.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createInspecting, type Inspecting } from './inspecting.ts';
import { createLibraryChecks, type LibraryChecks } from './library-checks.ts';
import { createModels, type Models } from './models.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { createNotices, type Notices } from './notices.ts';
import { createOcr, type Ocr } from './ocr.ts';
import { createPicking, type Picking } from './picking.ts';
import { createPower, type Power } from './power.ts';
import { createPointing, type Pointing } from './pointing.ts';
import { createPreferences, type PreferenceStore } from './preferences.ts';
import { createReading, type Reading } from './reading.ts';
import { createRemovals, type Removals } from './removals.ts';
import { createSavedQuestions, type SavedQuestions } from './saved-questions.ts';
import { createSources, type Sources } from './sources.ts';
import { createThreads, type Threads } from './threads.ts';
import { createUploads, type Uploads } from './uploads.ts';
import type { Changes } from '../client/events.ts';

/** One window's connection and its stores. Each store owns one thing and knows nothing of the page. */
export interface Session {
  readonly client: Client;
  readonly changes: Changes;
  readonly actions: Actions;
  readonly adding: Adding;
  readonly answers: Answers;
  readonly collections: Collections;
  readonly documentActs: DocumentActs;
  readonly drafts: Drafts;
  readonly inspecting: Inspecting;
  readonly libraryChecks: LibraryChecks;
  readonly models: Models;
  readonly navigation: Navigation;
  readonly notices: Notices;
  readonly ocr: Ocr;
  readonly picking: Picking;
  readonly power: Power;
  readonly pointing: Pointing;
  readonly preferences: PreferenceStore;
  readonly reading: Reading;
  readonly removals: Removals;
  readonly savedQuestions: SavedQuestions;
  readonly sources: Sources;
  readonly threads: Threads;
  readonly uploads: Uploads;
  dispose(): void;
}

/** Puts a session together over a client. `dispose` ends everything it started. */
export function createSession(client: Client): Session {
  const changes = followChanges(client);
  const notices = createNotices();
  const navigation = createNavigation();
  const removals = createRemovals(notices);
  const picking = createPicking(client);
  const preferences = createPreferences();
  const uploads = createUploads(client);
  const collections = createCollections(client, changes, navigation);
  const sources = createSources(client, changes);
  const answers = createAnswers(client, changes);
  const session: Session = {
    client,
    changes,
    actions: createActions(),
    adding: createAdding({ client, picking, uploads, notices, navigation, sources }),
    answers,
    collections,
    documentActs: createDocumentActs({ client, notices, removals, sources }),
    drafts: createDrafts(),
    inspecting: createInspecting(),
    libraryChecks: createLibraryChecks(client, changes, navigation),
    models: createModels(client, changes),
    navigation,
    notices,
    ocr: createOcr(client, changes),
    picking,
    pointing: createPointing(),
    power: createPower(client, changes),
    preferences,
    reading: createReading(preferences),
    removals,
    savedQuestions: createSavedQuestions({ client, changes, navigation, notices, removals }),
    sources,
    threads: createThreads(client, changes, navigation),
    uploads,
    dispose() {
      removals.settle();
      answers.dispose();
      changes.dispose();
      client.dispose();
    },
  };
  return session;
}
