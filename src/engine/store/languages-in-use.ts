import { type NoValues, statement, type ReadableDb } from './handles.ts';

const languages = statement<NoValues, { language: string }>(
  'content.languages',
  `select distinct language from (select language from content where state = 'live' order by id desc limit 500) where language is not null`,
);

/** The languages that the newest documents are in, as far as they are known. */
export function languagesInUse(db: ReadableDb): Set<string> {
  return new Set(db.all(languages, {}).map(({ language }) => language));
}
