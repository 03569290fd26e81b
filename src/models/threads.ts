/**
 * How many threads llama.cpp may use in all: `FOOTNOTE_THREADS`, else the physical cores less one for the window
 * and the engine. llama.cpp's own default oversubscribes small machines, where waiting threads then spin.
 */
export function threadCount(physicalCores: number, env: NodeJS.ProcessEnv = process.env): number {
  const wanted = Number(env['FOOTNOTE_THREADS']);
  if (Number.isInteger(wanted) && wanted > 0) return wanted;
  return Math.max(1, physicalCores - 1);
}
