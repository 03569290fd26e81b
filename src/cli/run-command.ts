import { defaultLibraryDir } from '../supervise/data-folder.ts';
import { readVersion } from '../supervise/version.ts';
import { usage, type CliArguments } from './arguments.ts';
import { ask } from './commands/ask.ts';
import { check } from './commands/check.ts';
import { doctor } from './commands/doctor.ts';
import { indexFiles } from './commands/index-files.ts';
import { search } from './commands/search.ts';
import { status } from './commands/status.ts';
import type { Output } from './output.ts';
import { fromHere } from './from-here.ts';
import type { Session } from './session.ts';

type SessionCommand = (session: Session, args: CliArguments, output: Output, signal: AbortSignal) => Promise<number>;

const sessionCommands: Record<Exclude<CliArguments['command'], 'serve' | 'help' | 'version'>, SessionCommand> = {
  index: indexFiles,
  ask,
  search,
  status,
  check,
  doctor,
};

/** Runs one command and gives its exit status: 0 done, 1 failed, 2 wrong words, 130 interrupted. */
export async function runCommand(args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  if (args.command === 'help' || args.command === 'version') {
    output.print(args.command === 'help' ? usage : `Footnote ${readVersion()}\n`);
    return 0;
  }
  const libraryDir = args.libraryDir === undefined ? defaultLibraryDir() : fromHere(args.libraryDir);
  // Neither the engine nor the host is loaded for a word of help or a mistake.
  if (args.command === 'serve') {
    const { runHost } = await import('../host/run-host.ts');
    return runHost({ libraryDir, port: args.port, open: args.open, signal });
  }
  const { openSession } = await import('./session.ts');
  const session = openSession(args, libraryDir);
  try {
    await session.chooseModels(output, signal);
    return await sessionCommands[args.command](session, args, output, signal);
  } finally {
    await session.close();
  }
}
