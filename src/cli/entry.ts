import { parseArguments, usage, UsageError, type CliArguments } from './arguments.ts';
import { createOutput } from './output.ts';
import { runCommand } from './run-command.ts';
import { isAbort, isAppError, toErrorData } from '../shared/errors.ts';

// A person at a terminal reads sentences; what the processes log is for whoever asks for it.
process.env['FOOTNOTE_LOG'] ??= 'error';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
process.on('SIGTERM', () => interrupt.abort());

async function main(): Promise<number> {
  const output = createOutput(() => interrupt.abort());
  let args: CliArguments | undefined;
  try {
    args = parseArguments(process.argv.slice(2));
    return await runCommand(args, output, interrupt.signal);
  } catch (error) {
    if (error instanceof UsageError) {
      output.note(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (interrupt.signal.aborted || isAbort(error)) {
      output.note('Stopped.');
      return 130;
    }
    if (!isAppError(error)) throw error;
    if (args?.json) output.json({ error: toErrorData(error) });
    output.note(`${error.message} [${error.code}]`);
    return 1;
  }
}

process.exitCode = await main();
