import { isAppError } from '../../shared/errors.ts';
import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';

const mark = { ok: '✓', warning: '!', failed: '✗' } as const;

/** A file is known to be good only when it has been loaded. What keeps one from loading is in the engine's checks. */
async function loadChosenModels({ client }: Session, output: Output, signal: AbortSignal): Promise<void> {
  for (const { role, fileName } of await client.models.list()) {
    if (fileName === null) continue;
    output.progress(`Loading ${fileName}…`);
    await client.models.load({ role }, { signal }).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
    });
  }
}

/** Prints each check with its verdict and next action; exit status 1 when one failed. */
export async function doctor(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  await loadChosenModels(session, output, signal);
  const checks = await session.client.system.doctor(undefined, { signal });
  const failed = checks.some((check) => check.verdict === 'failed');
  if (args.json) {
    output.json(checks);
    return failed ? 1 : 0;
  }
  for (const check of checks) {
    output.print(`${mark[check.verdict]} ${check.title}: ${check.detail}\n`);
    if (check.nextAction !== null) output.print(`    ${check.nextAction}\n`);
  }
  return failed ? 1 : 0;
}
