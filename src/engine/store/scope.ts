import { isEveryDocument, type SearchFilter } from '../../shared/domain/scope.ts';
import { nameKey } from './document-rows.ts';
import { statement, type ReadableDb } from './handles.ts';

/** What one search looks at: a collection, or those of its documents that a filter lets through. */
export interface Scope {
  collectionId: number;
  filter?: SearchFilter | undefined;
}

const listNames = ['formats', 'folders', 'names', 'languages', 'notFormats', 'notFolders', 'notNames', 'notLanguages'] as const;

/** Values of {@link documentsOf}; a list is JSON, null where nothing is asked for. */
export type ScopeValues = { collectionId: number; fromMs: number | null; beforeMs: number | null } & Record<
  (typeof listNames)[number],
  string | null
>;

const folderKey = `fold('/' || s.name || '/' || substr(d.relative_path, 1, length(d.relative_path) - length(d.name)))`;
const contains = (text: string, list: string) => `exists (select 1 from json_each(@${list}) f where instr(${text}, f.value) > 0)`;
const isOneOf = (column: string, list: string) =>
  `coalesce((select k.${column} from content k where k.id = d.content_id), '') in (select value from json_each(@${list}))`;

const filterSql = `
  and (@fromMs is null or d.modified_at_ms >= @fromMs) and (@beforeMs is null or d.modified_at_ms < @beforeMs)
  and (@formats is null or ${isOneOf('format', 'formats')}) and (@notFormats is null or not ${isOneOf('format', 'notFormats')})
  and (@languages is null or ${isOneOf('language', 'languages')})
  and (@notLanguages is null or not ${isOneOf('language', 'notLanguages')})
  and (@names is null or ${contains('d.name_key', 'names')}) and (@notNames is null or not ${contains('d.name_key', 'notNames')})
  and (@folders is null or ${contains(folderKey, 'folders')}) and (@notFolders is null or not ${contains(folderKey, 'notFolders')})`;

/**
 * The documents `d` of sources `s` that a scope holds, to follow `select …`; further conditions follow with `and`. Takes
 * the values of {@link scopeValues}.
 */
export function documentsOf({ filter }: Scope): string {
  const isFiltered = filter !== undefined && !isEveryDocument(filter);
  return `from document d join source s on s.id = d.source_id where s.collection_id = @collectionId${isFiltered ? filterSql : ''}`;
}

/** What {@link documentsOf} is given. */
export function scopeValues({ collectionId, filter }: Scope): ScopeValues {
  const list = (values: readonly string[] | undefined): string | null =>
    values === undefined || values.length === 0 ? null : JSON.stringify(values);
  const folded = (values: readonly string[] | undefined): string | null => list(values?.map(nameKey));
  return {
    collectionId,
    fromMs: filter?.between.fromMs ?? null,
    beforeMs: filter?.between.beforeMs ?? null,
    formats: list(filter?.only.formats),
    notFormats: list(filter?.not.formats),
    languages: list(filter?.only.languages),
    notLanguages: list(filter?.not.languages),
    names: folded(filter?.only.names),
    notNames: folded(filter?.not.names),
    folders: folded(filter?.only.folders),
    notFolders: folded(filter?.not.folders),
  };
}

/** True when a search of this scope can find anything. */
export function hasDocuments(db: ReadableDb, scope: Scope): boolean {
  const any = statement<ScopeValues, { yes: number }>(
    'scope.any',
    `select 1 as yes ${documentsOf(scope)} and d.content_id is not null limit 1`,
  );
  return db.get(any, scopeValues(scope)) !== undefined;
}

/** Contents of documents of a scope with an id above `afterId`, by slices of as many documents of the library. */
export function nextContents(
  db: ReadableDb,
  scope: Scope,
  afterId: number,
  slice: number,
): { contentIds: number[]; lastId: number | null } {
  const last = db.get(lastOfSlice, { afterId, slice })?.id ?? null;
  if (last === null) return { contentIds: [], lastId: null };
  const contents = statement<ScopeValues & { afterId: number; lastId: number }, { id: number }>(
    'scope.contents',
    `select distinct d.content_id as id ${documentsOf(scope)} and d.content_id is not null and d.id > @afterId and d.id <= @lastId`,
  );
  const rows = db.all(contents, { ...scopeValues(scope), afterId, lastId: last });
  return { contentIds: rows.map(({ id }) => id), lastId: last };
}

const lastOfSlice = statement<{ afterId: number; slice: number }, { id: number | null }>(
  'scope.last-of-slice',
  `select max(id) as id from (select id from document where id > @afterId order by id limit @slice)`,
);
