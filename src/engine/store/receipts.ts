import type { Receipt } from '../../shared/domain/answer.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { fromJson, type Json } from './json-columns.ts';

const insert = statement<{ answerId: number; createdAtMs: number; figures: string }>(
  'receipt.insert',
  `insert into receipt (answer_id, created_at_ms, figures) values (@answerId, @createdAtMs, @figures)
   on conflict (answer_id) do update set created_at_ms = excluded.created_at_ms, figures = excluded.figures`,
);
const list = statement<{ limit: number }, { figures: Json<Receipt> }>(
  'receipt.list',
  `select figures from receipt order by created_at_ms desc, answer_id desc limit @limit`,
);

/** Keeps the figures of an answer; a later receipt of the same answer takes its place. */
export function insertReceipt(db: WritableDb, receipt: Receipt): void {
  db.run(insert, { answerId: receipt.answerId, createdAtMs: receipt.createdAtMs, figures: JSON.stringify(receipt) });
}

/** The newest receipts first, also of threads that are gone. */
export function listReceipts(db: ReadableDb, limit: number): Receipt[] {
  return db.all(list, { limit }).map(({ figures }) => fromJson(figures));
}
