/* node check-packed.ts FOLDER: the shell's specs on an extracted archive. For scripts/package-dir.mjs. */
import { join, resolve } from 'node:path';
import { launchStandIn } from './launch.ts';
import { packedReadersProblem } from './reader-checks.ts';
import { shellChecks } from './shell-checks.ts';

const appPath = resolve(process.argv[2] ?? '.');
const problem = await packedReadersProblem(join(appPath, 'out'));
if (problem !== undefined) process.stdout.write(`broken: files are read from the packed application: ${problem}\n`);
const app = await launchStandIn({ outDir: join(appPath, 'out'), appPath, barePage: true, env: { STAND_IN_PACKAGED: '1' } });
let kept = 0;
try {
  for (const check of shellChecks) {
    try {
      await check.run(app);
      kept += 1;
    } catch (error) {
      process.stdout.write(`broken: ${check.promise}: ${String(error)}\n${app.output()}\n`);
      break;
    }
  }
} finally {
  await app.close();
}
process.stdout.write(`${kept} of ${shellChecks.length} promises of the shell kept\n`);
process.exitCode = kept === shellChecks.length && problem === undefined ? 0 : 1;
