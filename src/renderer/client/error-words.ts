import { AppError, type AppErrorData, type ErrorCode, isAppError, toErrorData } from '../../shared/errors.ts';

/** Everything an error's one next action can be. What a place cannot do is shown as advice only. */
export type NextAction =
  | 'retry'
  | 'reload'
  | 'choose-model'
  | 'open-models'
  | 'open-library'
  | 'rescan'
  | 'add-again'
  | 'give-password'
  | 'recognise'
  | 'convert'
  | 'exclude'
  | 'wait'
  | 'none';

export interface ErrorWords {
  /** What happened. `{subject}` is replaced by the file, model or process concerned, `{reason}` by what a file turned out to be. */
  readonly title: string;
  /** The one thing to do about it, in words. */
  readonly advice: string;
  readonly action: NextAction;
}

const row = (title: string, advice: string, action: NextAction): ErrorWords => ({ title, advice, action });

/** One row per code; the type makes a missing one a compile error. */
const words: Record<ErrorCode, ErrorWords> = {
  'input-invalid': row('That could not be used as it was entered.', 'Change it and try again.', 'retry'),
  'not-found': row('{subject} is no longer there.', 'Reload the list to see what is.', 'reload'),
  internal: row('Something went wrong inside Footnote.', 'Try again. If it happens twice, the log has the details.', 'retry'),
  'protocol-mismatch': row('The window and the engine are of different versions.', 'Reload the window to bring them together.', 'reload'),
  'connection-lost': row('The connection to the engine was lost.', 'It is being made again; nothing is lost.', 'wait'),
  'process-lost': row('The {subject} process stopped in the middle of this.', 'It is started again by itself. Try once more.', 'retry'),
  'process-unavailable': row('The {subject} process keeps stopping and rests for a while.', 'Try again in a minute.', 'retry'),
  'node-too-old': row('This version of Node is too old.', 'Start Footnote with npm start, which brings its own.', 'none'),
  'grant-unknown': row('The permission for this path has expired.', 'Choose the folder or file again.', 'add-again'),
  'source-missing': row('{subject} is not where it was.', 'Put it back, then scan again.', 'rescan'),
  'source-unreadable': row('{subject} may not be read by this account.', 'Give this account access to it, then scan again.', 'rescan'),
  'source-exists': row('{subject} is already in this collection.', 'Scan it again to pick up changes.', 'open-library'),
  'read-unsupported': row('It is {reason}, which cannot be read.', 'Save a copy in a form that can be.', 'convert'),
  'read-encrypted': row('It needs a password.', 'Give the password to read it.', 'give-password'),
  'read-corrupt': row('The file is damaged.', 'Replace it with a sound copy, then retry.', 'retry'),
  'read-empty': row('The file is empty.', 'It will be read when it has content, or can be left out.', 'exclude'),
  'read-too-large': row('It is larger than is read.', 'Split it, raise the limit of its source, or leave it out.', 'exclude'),
  'read-no-text': row('It holds pictures of text and no text.', 'Recognise the text to search it.', 'recognise'),
  'read-timeout': row('Reading it took too long and was stopped.', 'Retry when the machine is less busy.', 'retry'),
  'read-memory': row('Reading it needed too much memory.', 'Retry, or split it into smaller files.', 'retry'),
  'read-crashed': row('Its reader stopped, and was started again.', 'Retry once; if it fails again the file is at fault.', 'retry'),
  'read-wrong-password': row('That password does not open it.', 'Give the right one to read it.', 'give-password'),
  'read-quarantined': row('A file with this content has stopped its reader, so it is set aside.', 'Retry to read it once more.', 'retry'),
  'read-offline': row('It is kept online and not on this machine.', 'Make it available offline, then retry.', 'retry'),
  'read-denied': row('This account may not read it.', 'Give this account access to the file, then retry.', 'retry'),
  'read-vanished': row('{subject} is no longer where it was.', 'Put it back, or scan again.', 'rescan'),
  'document-changed': row('{subject} has changed since it was indexed.', 'Scan again, then ask once more.', 'rescan'),
  'store-busy': row('The library is busy.', 'Try again in a moment.', 'retry'),
  'store-full': row('The disk is full.', 'Free some space, then try again.', 'retry'),
  'store-corrupt': row(
    'The library file is damaged.',
    'Restore a copy from its backups folder, or move it away and add the folders again.',
    'none',
  ),
  'store-read-only': row('The library cannot be written to.', 'Make its folder writable, then try again.', 'retry'),
  'store-newer': row('The library was written by a newer Footnote.', 'Start the newer version.', 'none'),
  'store-in-use': row('Another Footnote has this library open.', 'Close the other one, then reload.', 'reload'),
  'model-missing': row('The model file {subject} is not where it was.', 'Choose it again.', 'choose-model'),
  'model-not-set': row('No model is chosen for this.', 'Choose one on the Models page.', 'open-models'),
  'model-corrupt': row('{subject} is damaged or incomplete.', 'Choose another copy of the file.', 'choose-model'),
  'model-wrong-role': row('{subject} is made for another role.', 'Choose a model of the right kind.', 'choose-model'),
  'model-unsupported': row('{subject} has an architecture this version cannot run.', 'Choose another model.', 'choose-model'),
  'model-memory': row('There is not enough memory for {subject}.', 'Choose a smaller model, or close other programs.', 'choose-model'),
  'model-load-failed': row('{subject} could not be loaded.', 'Try to load it again.', 'retry'),
  'context-overflow': row('The question and its passages are too long for this model.', 'Ask a shorter question.', 'none'),
  'generation-failed': row('The model stopped while writing.', 'Ask again.', 'retry'),
  'dimension-mismatch': row(
    'The index was made with another embedding model.',
    'Choose that model again, or wait for the new index.',
    'open-models',
  ),
  'egress-blocked': row('A connection out of this machine was blocked.', 'Nothing was sent. The local model can answer instead.', 'retry'),
};

export const nextActionLabels: Record<NextAction, string | null> = {
  retry: 'Retry',
  reload: 'Reload',
  'choose-model': 'Choose a model',
  'open-models': 'Open Models',
  'open-library': 'Open Library',
  rescan: 'Scan again',
  'add-again': 'Choose again',
  'give-password': 'Give password',
  recognise: 'Recognise text',
  convert: 'How to convert',
  exclude: 'Leave out',
  wait: null,
  none: null,
};

/** The row for an error, with its subject and what the file turned out to be filled in. */
export function wordsFor(error: Pick<AppErrorData, 'code' | 'details'>): ErrorWords {
  const found = words[error.code];
  const subject = error.details.subject ?? (error.code.startsWith('process-') ? 'engine' : 'It');
  const reason = error.details.reason ?? 'a kind of file';
  // A subject that is no name but a kind of thing, such as “document”, begins the sentence as one would say it.
  const begins = error.code === 'not-found' && /^[a-z]+$/.test(subject) ? `The ${subject}` : subject;
  return { ...found, title: found.title.replace('{subject}', begins).replace('{reason}', reason) };
}

/** The wire form of anything thrown at the window. A bug becomes `internal` and keeps no text of its own. */
export function errorDataOf(error: unknown): AppErrorData {
  if (isAppError(error)) return toErrorData(error);
  return toErrorData(new AppError('internal', 'Something went wrong inside Footnote.', { cause: error }));
}
