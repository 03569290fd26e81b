import type { Source } from '../../../shared/domain/source.ts';
import { count, rate, timeLeft } from '../../ui/figures.ts';

export interface Indexing {
  readonly text: string;
  readonly fraction: number | null;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

/** All running sources in one line; null while nothing runs. `sparing`: for the battery's sake. */
export function indexingWords(sources: readonly Source[], sparing: boolean): Indexing | null {
  const words = wordsOf(sources);
  const isRunning = sources.some(({ state }) => state === 'scanning' || state === 'ingesting');
  return words && sparing && isRunning ? { ...words, text: `On battery: going slowly · ${words.text}` } : words;
}

function wordsOf(sources: readonly Source[]): Indexing | null {
  const active = sources.filter(({ state }) => state === 'scanning' || state === 'ingesting');
  if (active.length === 0) {
    const paused = sources.filter(({ state }) => state === 'paused').length;
    return paused > 0 ? { text: paused === 1 ? 'Indexing paused' : `${paused} sources paused`, fraction: null } : null;
  }
  const progress = active.map((source) => source.progress);
  const total = sum(progress.map(({ filesTotal }) => filesTotal));
  const done = sum(progress.map(({ filesDone }) => filesDone));
  if (active.every(({ state }) => state === 'scanning')) {
    return { text: total > 0 ? `Looking for files · ${count(total)} found` : 'Looking for files', fraction: null };
  }
  const left = Math.max(0, ...known(progress.map(({ secondsLeft }) => secondsLeft)));
  const ending = left > 0 ? ` · ${timeLeft(left)}` : '';
  if (done >= total) {
    const chunks = sum(progress.map(({ chunksTotal }) => chunksTotal));
    const embedded = sum(progress.map(({ chunksEmbedded }) => chunksEmbedded));
    const speed = sum(known(progress.map(({ chunksPerSecond }) => chunksPerSecond)));
    const pace = speed > 0 ? ` · ${rate(speed)} passages/s` : '';
    return { text: `Embedding ${count(embedded)} of ${count(chunks)}${pace}${ending}`, fraction: chunks > 0 ? embedded / chunks : null };
  }
  const speed = sum(known(progress.map(({ filesPerSecond }) => filesPerSecond)));
  const pace = speed > 0 ? ` · ${rate(speed)} files/s` : '';
  return { text: `Indexing ${count(done)} of ${count(total)}${pace}${ending}`, fraction: total > 0 ? done / total : null };
}
