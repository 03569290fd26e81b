import type { Source } from '../../../shared/domain/source.ts';
import { count, counted, moment, rate, timeLeft } from '../../ui/figures.ts';

export interface SourceWords {
  readonly text: string;
  /** null where there is nothing to measure; undefined where no bar belongs. */
  readonly fraction: number | null | undefined;
}

const join = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' · ');

/** How a source stands, in one line, with the part that is done. */
export function sourceWords({ state, progress, scannedAtMs, kind, watched }: Source, nowMs: number = Date.now()): SourceWords {
  const { filesTotal, filesDone, chunksTotal, chunksEmbedded, filesPerSecond, chunksPerSecond, secondsLeft } = progress;
  const { documentsTotal, documentsFailed } = progress;
  const failed = documentsFailed > 0 ? `${count(documentsFailed)} could not be read` : null;
  const left = secondsLeft !== null && secondsLeft > 0 ? timeLeft(secondsLeft) : null;
  switch (state) {
    case 'scanning':
      return { text: filesTotal > 0 ? `Looking for files · ${count(filesTotal)} found` : 'Looking for files', fraction: null };
    case 'ingesting': {
      if (filesDone < filesTotal) {
        const pace = filesPerSecond === null ? null : `${rate(filesPerSecond)} files/s`;
        return {
          text: join([`${count(filesDone)} of ${counted(filesTotal, 'file')}`, pace, left, failed]),
          fraction: filesDone / filesTotal,
        };
      }
      const pace = chunksPerSecond === null ? null : `${rate(chunksPerSecond)}/s`;
      return {
        text: join([`Searchable · embedding ${count(chunksEmbedded)} of ${count(chunksTotal)} passages`, pace, left, failed]),
        fraction: chunksTotal > 0 ? chunksEmbedded / chunksTotal : null,
      };
    }
    case 'paused':
      return {
        text: join([filesDone < filesTotal ? `Paused at ${count(filesDone)} of ${counted(filesTotal, 'file')}` : 'Paused', failed]),
        fraction: filesTotal > 0 ? filesDone / filesTotal : undefined,
      };
    case 'missing':
      return { text: 'Not where it was. Put it back, then scan again; until then the index still answers.', fraction: undefined };
    case 'idle': {
      const scanned = scannedAtMs === null ? null : `scanned ${moment(scannedAtMs, nowMs)}`;
      return {
        text: join([
          documentsTotal === 0 || (kind === 'file' && documentsTotal === 1) ? 'Up to date' : counted(documentsTotal, 'document'),
          failed,
          scanned,
          watched ? 'watched' : 'changes are seen when scanned',
        ]),
        fraction: undefined,
      };
    }
  }
}
