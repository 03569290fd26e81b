import { isAbsolute, resolve } from 'node:path';

/**
 * The files and folders among a command line's arguments, made absolute against `workingDirectory`.
 * Switches are left out, and everything up to and including `appPath` (what Electron itself was given).
 */
export function launchPaths(argv: readonly string[], workingDirectory: string, appPath?: string): string[] {
  const rest = argv.slice(1);
  const own =
    appPath === undefined ? -1 : rest.findIndex((argument) => !argument.startsWith('-') && resolve(workingDirectory, argument) === appPath);
  return rest
    .slice(own + 1)
    .filter((argument) => argument !== '' && !argument.startsWith('-') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(argument))
    .map((argument) => (isAbsolute(argument) ? argument : resolve(workingDirectory, argument)));
}
