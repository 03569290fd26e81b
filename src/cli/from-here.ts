import { resolve } from 'node:path';

/**
 * A path as the person meant it. npm runs scripts in the project's folder and keeps the folder the
 * command was typed in as INIT_CWD.
 */
export function fromHere(path: string, env: NodeJS.ProcessEnv = process.env): string {
  const here = env['npm_lifecycle_event'] === 'footnote' ? (env['INIT_CWD'] ?? process.cwd()) : process.cwd();
  return resolve(here, path);
}
