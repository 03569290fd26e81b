import { initial } from './0001-initial.ts';
import { documents } from './0002-documents.ts';
import type { Migration } from './migration.ts';

/** In order, without holes. */
export const migrations: readonly Migration[] = [initial, documents];
