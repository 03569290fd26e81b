import type { Answering } from '../answering/answering.ts';
import type { ChangeFeed } from '../base/change-feed.ts';
import type { Clock } from '../base/clock.ts';
import type { Grants } from '../base/grants.ts';
import type { EmbeddingQueue } from '../embedding/embedding-queue.ts';
import type { Ocr } from '../ingestion/ocr/ocr.ts';
import type { Ingestion } from '../ingestion/ingestion.ts';
import type { PowerManners } from '../ingestion/manners/power-manners.ts';
import type { ModelRegistry } from '../providers/specification.ts';
import type { LibraryChecks } from '../retrieval/library-check/library-checks.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Library } from '../store/open.ts';
import type { ModelsInfo } from './doctor.ts';
import type { MemberBytes } from './member-bytes.ts';

/** The finished rooms, as the composition root hands them to the contract's handlers. */
export interface EngineParts {
  version: string;
  libraryDir: string;
  clock: Clock;
  feed: ChangeFeed;
  grants: Grants;
  library: Library;
  models: ModelRegistry;
  embeddings: EmbeddingQueue;
  ingestion: Ingestion;
  ocr: Ocr;
  powerManners: PowerManners;
  retrieval: Retrieval;
  libraryChecks: LibraryChecks;
  answering: Answering;
  modelsInfo: ModelsInfo;
  memberBytes: MemberBytes;
}
