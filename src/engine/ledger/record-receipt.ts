import type { Receipt } from '../../shared/domain/answer.ts';
import type { WritableDb } from '../store/open.ts';
import { insertReceipt } from '../store/receipts.ts';

/** Enters one answer's figures in the ledger, inside the caller's transaction. */
export function recordReceipt(db: WritableDb, receipt: Receipt): void {
  insertReceipt(db, receipt);
}
