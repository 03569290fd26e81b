import { nameKey } from './document-rows.ts';
import { statement, type ReadableDb } from './handles.ts';
import { documentsOf, type Scope, type ScopeValues, scopeValues } from './scope.ts';

/** A content, the name of one of its documents as names are compared, and its first chunk. */
export interface NamedContent {
  contentId: number;
  nameKey: string;
  firstChunkId: number;
}

/**
 * Contents of a scope's documents whose file name is one of `names`, or one of `beginnings` up to its extension; the
 * newest documents first.
 */
export function contentsNamed(
  db: ReadableDb,
  { names, beginnings, limit, ...scope }: Scope & { names: readonly string[]; beginnings: readonly string[]; limit: number },
): NamedContent[] {
  type Values = ScopeValues & { fullNames: string; beginnings: string; limit: number };
  const named = statement<Values, NamedContent>(
    'scope.named',
    `select n.contentId, n.nameKey, c.id as firstChunkId
     from (select d.content_id as contentId, d.name_key as nameKey, d.modified_at_ms as modifiedAtMs, d.id as id ${documentsOf(scope)}
       and d.id in (select f.id from json_each(@fullNames) k cross join document f on f.name_key = k.value
         union select f.id from json_each(@beginnings) k
         cross join document f on f.name_key > k.value || '.' and f.name_key < k.value || '/')) n
     join chunk c on c.content_id = n.contentId and c.ordinal = 0 order by n.modifiedAtMs desc, n.id desc limit @limit`,
  );
  const keys = (list: readonly string[]): string => JSON.stringify(list.map(nameKey));
  return db.all(named, { ...scopeValues(scope), fullNames: keys(names), beginnings: keys(beginnings), limit });
}
