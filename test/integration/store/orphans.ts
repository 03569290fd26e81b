import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import type { ReadableDb } from '../../../src/engine/store/open.ts';

const rules: Record<string, string> = {
  'foreign keys': 'select count(*) as n from pragma_foreign_key_check',
  'contents without a document': `select count(*) as n from content where id not in (select content_id from document where content_id is not null)`,
  'blocks of no content': 'select count(*) as n from block where content_id not in (select id from content)',
  'chunks of no content': 'select count(*) as n from chunk where content_id not in (select id from content)',
  'hashes of no chunk': 'select count(*) as n from chunk_hash where id not in (select chunk_hash_id from chunk)',
  'full-text rows of no chunk': 'select count(*) as n from chunk_text where rowid not in (select id from chunk)',
  'chunks without a full-text row': 'select count(*) as n from chunk where id not in (select rowid from chunk_text)',
  'embeddings of no hash': 'select count(*) as n from embedding where chunk_hash_id not in (select id from chunk_hash)',
  'equal contents stored twice': `select count(*) as n from (select 1 from content where state = 'live'
    group by sha256, reader, reader_version, chunker_version having count(*) > 1)`,
  'members of no document': 'select count(*) as n from document where parent_id is not null and parent_id not in (select id from document)',
  'lists of members of no content': 'select count(*) as n from content_member where content_id not in (select id from content)',
  'wrong chunk counts': `select count(*) as n from content where state = 'live'
    and chunk_count <> (select count(*) from chunk where content_id = content.id)`,
};

const number = (db: ReadableDb, sql: string) => db.get(statement<NoValues, { n: number }>('test.orphans', sql), {})?.n ?? -1;

/** What is wrong in a library that was swept, rule by rule; empty when nothing is. */
export function findOrphans(db: ReadableDb): Record<string, number> {
  const all = { ...rules };
  const models = db.all(statement<NoValues, { id: number }>('test.models', 'select id from embedding_model'), {});
  for (const { id } of models) {
    all[`vectors of model ${id} without an embedding`] = `select count(*) as n from embedding_vector_${id}
      where rowid not in (select chunk_hash_id from embedding where model_id = ${id})`;
    all[`embeddings of model ${id} without a vector`] = `select count(*) as n from embedding
      where model_id = ${id} and chunk_hash_id not in (select rowid from embedding_vector_${id})`;
    all[`rows or codes of model ${id} without an embedding`] = `select count(*) as n from
      (select chunk_hash_id from embedding_row_${id} union select chunk_hash_id from embedding_code_${id})
      where chunk_hash_id not in (select chunk_hash_id from embedding where model_id = ${id})`;
    all[`embeddings of model ${id} without a row`] = `select count(*) as n from embedding
      where model_id = ${id} and chunk_hash_id not in (select chunk_hash_id from embedding_row_${id})`;
    all[`wrong backlog of model ${id}`] = `select count(*) as n from content k where k.state = 'live'
      and coalesce((select missing_count from embedding_backlog b where b.model_id = ${id} and b.content_id = k.id), 0)
        <> (select count(*) from chunk c where c.content_id = k.id and not exists (
          select 1 from embedding e where e.model_id = ${id} and e.chunk_hash_id = c.chunk_hash_id))`;
  }
  return Object.fromEntries(Object.entries(all).flatMap(([rule, sql]) => (number(db, sql) === 0 ? [] : [[rule, number(db, sql)]])));
}
