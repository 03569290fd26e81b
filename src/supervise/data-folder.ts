import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder that holds the library unless a person names another: `FOOTNOTE_LIBRARY`, else `Footnote` in the
 * place that the system keeps for application data.
 */
export function defaultLibraryDir(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['FOOTNOTE_LIBRARY']) return resolve(env['FOOTNOTE_LIBRARY']);
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Footnote', 'library');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Footnote', 'library');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'footnote', 'library');
}
