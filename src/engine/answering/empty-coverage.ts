import type { Coverage } from '../../shared/domain/source.ts';

/** Nothing was searched. */
export const emptyCoverage: Coverage = { documents: 0, searchable: 0, failed: 0, waiting: 0, chunks: 0, embedded: 0 };
