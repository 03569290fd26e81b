import type { DocumentSort } from '../../shared/contract/engine.ts';
import type { Document, DocumentOutcome } from '../../shared/domain/document.ts';
import { outcomeByCode } from '../../shared/domain/outcome.ts';
import { documentColumns, documentOf, nameKey, type StoredDocument } from './document-rows.ts';
import { currentEmbeddingModelId } from './embedding-models.ts';
import { statement, type ReadableDb } from './handles.ts';

/** As `documents.list` of the contract takes it. */
export interface DocumentsListInput {
  collectionId: number;
  sourceId?: number | undefined;
  state?: Document['state'] | undefined;
  outcome?: DocumentOutcome | undefined;
  /** Part of the name; case does not matter. */
  filter?: string | undefined;
  sort: DocumentSort;
  descending: boolean;
  offset: number;
  limit: number;
}

type Filter = { collectionId: number; sourceId: number | null; state: string | null; outcome: string | null; filter: string | null };

/* As `outcomeOf` of the domain decides; a test holds the two together. */
const outcomeSql = `case when d.state in ('queued', 'reading') then null
  when d.error is not null then case json_extract(d.error, '$.code')
    ${Object.entries(outcomeByCode)
      .map(([code, outcome]) => `when '${code}' then '${outcome}'`)
      .join(' ')} else 'unreachable' end
  when exists (select 1 from page p where p.content_id = d.content_id and p.text_source = 'none') then 'no-text-layer'
  when d.content_id in (select id from content where warnings <> '[]') then 'partial'
  else 'ok' end`;

/* The plus leaves the choice of index to the order: a page is read along it and not sorted out of everything. */
const filterSql = `where +d.source_id in (select id from source where collection_id = @collectionId and (@sourceId is null or id = @sourceId))
  and (@state is null or d.state = @state) and (@outcome is null or ${outcomeSql} = @outcome)
  and (@filter is null or instr(d.name_key, @filter) > 0)`;

const sortSql: Record<DocumentSort, string> = {
  name: 'd.name_key',
  modified: 'd.modified_at_ms',
  size: 'd.size_bytes',
  state: 'd.state',
  indexed: 'd.indexed_at_ms',
};

const count = statement<Filter, { total: number }>('document.count', `select count(*) as total from document d ${filterSql}`);

function page(sort: DocumentSort, descending: boolean) {
  const direction = descending ? 'desc' : 'asc';
  const ties = sort === 'name' ? `d.id ${direction}` : 'd.name_key, d.id';
  const order = `order by ${sortSql[sort]} ${direction}, ${ties}`;
  return statement<Filter & { modelId: number | null; offset: number; limit: number }, StoredDocument>(
    `document.list-by-${sort}`,
    // Only the ids of the page are sorted out; everything else is looked up for those.
    `${documentColumns} where d.id in (select d.id from document d ${filterSql} ${order} limit @limit offset @offset) ${order}`,
  );
}

/** One page of a collection's documents, with how many there are in all. */
export function listDocuments(db: ReadableDb, input: DocumentsListInput): { documents: Document[]; total: number } {
  const { collectionId, sort, descending, offset, limit } = input;
  const filter: Filter = {
    collectionId,
    sourceId: input.sourceId ?? null,
    state: input.state ?? null,
    outcome: input.outcome ?? null,
    filter: input.filter ? nameKey(input.filter) : null,
  };
  const total = db.get(count, filter)?.total ?? 0;
  const rows = db.all(page(sort, descending), { ...filter, modelId: currentEmbeddingModelId(db), offset, limit });
  return { documents: rows.map(documentOf), total };
}

const outcomeCounts = statement<{ collectionId: number; sourceId: number | null }, { outcome: DocumentOutcome; documents: number }>(
  'document.outcome-counts',
  `select outcome, count(*) as documents from (
    select ${outcomeSql} as outcome from document d
      where d.source_id in (select id from source where collection_id = @collectionId and (@sourceId is null or id = @sourceId)))
    where outcome is not null group by outcome`,
);

/** How many documents of a collection, or of one source of it, came to what. What waits is not counted. */
export function countOutcomes(
  db: ReadableDb,
  { collectionId, sourceId }: { collectionId: number; sourceId?: number | undefined },
): { outcome: DocumentOutcome; documents: number }[] {
  return db.all(outcomeCounts, { collectionId, sourceId: sourceId ?? null });
}
