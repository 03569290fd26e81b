import { readFileSync } from 'node:fs';

/** The version of this build: package.json lies two folders up from here, in the sources and in the built program alike. */
export function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
