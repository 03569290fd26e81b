import { parseArguments, usage, UsageError } from './arguments.ts';
import { createOutput } from './output.ts';
import { runCommand } from './run-command.ts';
import { isAbort, isAppError } from '../shared/errors.ts';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
process.on('SIGTERM', () => interrupt.abort());

async function main(): Promise<number> {
  const output = createOutput();
  try {
    return await runCommand(parseArguments(process.argv.slice(2)), output, interrupt.signal);
  } catch (error) {
    if (error instanceof UsageError) {
      output.note(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (isAbort(error)) return 130;
    if (isAppError(error)) {
      output.note(`${error.message} [${error.code}]`);
      return 1;
    }
    throw error;
  }
}

process.exitCode = await main();
