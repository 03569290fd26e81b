import type { DocumentFormat } from '../../../shared/domain/document.ts';
import type { BeginPart } from './content-writer.ts';

interface ReaderIdentity {
  reader: string;
  readerVersion: number;
}

/**
 * Which reader in which version serves a format, learned from what the readers say as they begin: the engine's
 * process need not load them to know. Until a format was read once in this life, its reader is asked.
 `onLearned` is called
 * whenever that adds something.
 */
export interface ReaderVersions {
  learn(begin: BeginPart): void;
  of(format: DocumentFormat): ReaderIdentity | null;
  /** Version by reader. */
  all(): Record<string, number>;
}

export function createReaderVersions(onLearned: () => void = () => {}): ReaderVersions {
  const known = new Map<DocumentFormat, ReaderIdentity>();
  return {
    learn({ format, reader, readerVersion }) {
      const before = known.get(format);
      if (before?.reader === reader && before.readerVersion === readerVersion) return;
      known.set(format, { reader, readerVersion });
      onLearned();
    },
    of: (format) => known.get(format) ?? null,
    all: () => Object.fromEntries([...known.values()].map(({ reader, readerVersion }) => [reader, readerVersion])),
  };
}
