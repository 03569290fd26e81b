import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { staleDocuments } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import { getSource, type SourceRow } from '../store/sources.ts';
import { CHUNKER_VERSION } from './chunking/chunk-limits.ts';
import { enqueueScan } from './ingest-jobs.ts';
import { readerIdentities } from './readers/reader-identities.ts';
import { joinScopes, type ScanScope } from './scan/scan-scope.ts';
import { scanMembers } from './scan/scan-members.ts';
import { type ScanCounts, scanSource } from './scan/scan-source.ts';

/** The scans that sources wait for, and the run of each. */
export interface SourceScans {
  /** Queues scans of these sources in one transaction. */
  request(scopes: ReadonlyMap<number, ScanScope>): void;
  /** What the next scan of a source is to look at; nothing when another run has just looked at it. */
  nextScope(sourceId: number): ScanScope;
  /** Drops what was asked for. */
  forget(sourceId: number): void;
  /** Runs the scan of a source whose scope was {@link nextScope}; an abort or a failure leaves it to the next run. */
  run(source: SourceRow, scope: ScanScope, signal: AbortSignal, onProgress: (counts: ScanCounts) => void): Promise<void>;
}

export function createSourceScans(options: {
  library: Library;
  jobs: JobQueue;
  clock: Clock;
  logger: Logger;
  /** Folders that are no part of any source. */
  without: readonly string[];
}): SourceScans {
  const { library, jobs, clock, logger, without } = options;
  const readerVersions = Object.fromEntries(Object.values(readerIdentities).map(({ reader, version }) => [reader, version]));
  const asked = new Map<number, ScanScope>();

  function ask(sourceId: number, scope: ScanScope): void {
    asked.set(sourceId, joinScopes(asked.get(sourceId) ?? [], scope));
  }

  return {
    request(scopes) {
      library.transaction((db) => {
        for (const [sourceId, scope] of scopes) {
          ask(sourceId, scope);
          enqueueScan(jobs, db, sourceId);
        }
      });
    },
    nextScope: (sourceId) => asked.get(sourceId) ?? [],
    forget: (sourceId) => void asked.delete(sourceId),
    async run(source, scope, signal, onProgress) {
      asked.delete(source.id);
      if (scope.length === 0) return;
      const stale = new Set(
        scope === 'whole' ? staleDocuments(library.read, source.id, { chunkerVersion: CHUNKER_VERSION, readerVersions }) : [],
      );
      const context = {
        library,
        jobs,
        clock,
        without,
        staleDocuments: () => stale,
        onProgress,
      };
      try {
        const counts = await scanSource(context, source, signal, scope);
        if (counts && scope === 'whole') {
          counts.queued += await scanMembers(
            {
              library,
              jobs,
              largestFileBytes: source.rules.largestFileBytes,
              isStale: (documentId) => stale.has(documentId),
              hasNewReaders: getSource(library.read, source.id).scannedBy !== source.scannedBy,
            },
            source.id,
            signal,
          );
          onProgress(counts);
        }
        const paths = scope === 'whole' ? null : scope.length;
        logger.log('info', 'source scanned', { sourceId: source.id, paths, isMissing: counts === null, ...counts });
      } catch (error) {
        ask(source.id, scope);
        throw error;
      }
    },
  };
}
