/** npm test: the checks, the build, then every shelf of tests; ends with one line of counts. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runSteps } from './run-steps.mjs';

// Tests start hundreds of processes from the sources: what Node compiles of them is kept between those.
process.env['NODE_COMPILE_CACHE'] ??= resolve('.cache/code');

const startedAt = performance.now();
const report = (name) => `.cache/test-results/${name}.json`;
const vitest = (name, projects) => ({
  name,
  command: 'vitest',
  args: [
    'run',
    '--config',
    'test/vitest.config.ts',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter',
    'default',
    '--reporter',
    'json',
    '--outputFile.json',
    report(name),
  ],
  live: true,
});

const shelves = [
  vitest('sources', ['unit', 'migration', 'component']),
  vitest('parts', ['architecture', 'integration', 'model']),
  vitest('window', ['e2e']),
  vitest('shell', ['stand-in']),
];

let well = await runSteps(
  [
    { name: 'types', command: 'tsc', args: ['-b'] },
    { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
    { name: 'format', command: 'oxfmt', args: ['--check'] },
    { name: 'dead code', command: 'knip', args: [] },
    { name: 'build', command: 'electron-vite', args: ['build'] },
  ],
  { atOnce: 2 },
);
// The last two wait for windows most of their time.
well = (await runSteps(shelves.slice(0, 1))) && well;
well = (await runSteps(shelves.slice(1, 2))) && well;
well = (await runSteps(shelves.slice(2), { atOnce: 2 })) && well;

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const shelf of shelves) {
  try {
    const result = JSON.parse(readFileSync(report(shelf.name), 'utf8'));
    counts.passed += result.numPassedTests;
    counts.failed += result.numFailedTests;
    counts.skipped += result.numPendingTests + result.numTodoTests;
  } catch {
    well = false;
  }
}
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
console.log(
  `${well ? 'PASSED' : 'FAILED'}: ${counts.passed} tests passed, ${counts.failed} failed, ${counts.skipped} skipped, in ${minutes} min`,
);
process.exitCode = well ? 0 : 1;
