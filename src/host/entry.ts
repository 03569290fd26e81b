import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { defaultLibraryDir } from '../supervise/data-folder.ts';
import { runHost } from './run-host.ts';

const { values } = parseArgs({
  options: { library: { type: 'string' }, renderer: { type: 'string' }, port: { type: 'string' }, open: { type: 'boolean' } },
  allowNegative: true,
});

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());

process.exitCode = await runHost({
  libraryDir: values.library === undefined ? defaultLibraryDir() : resolve(values.library),
  rendererDir: values.renderer,
  port: values.port === undefined ? undefined : Number(values.port),
  open: values.open,
  signal: stop.signal,
});
