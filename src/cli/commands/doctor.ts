import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';

const mark = { ok: '✓', warning: '!', failed: '✗' } as const;

/** Prints each check with its verdict and next action; exit status 1 when one failed. */
export async function doctor(session: Session, args: CliArguments, output: Output): Promise<number> {
  const checks = await session.client.system.doctor();
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
