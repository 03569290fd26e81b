/** npm run check: everything that must hold before a commit, in under a minute. */
import { runSteps } from './run-steps.mjs';

const vitest = (...projects) => [
  'run',
  '--config',
  'test/vitest.config.ts',
  ...projects.flatMap((name) => ['--project', name]),
  '--reporter',
  'dot',
];

const well = await runSteps(
  [
    { name: 'types', command: 'tsc', args: ['-b'] },
    { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
    { name: 'format', command: 'oxfmt', args: ['--check'] },
    { name: 'dead code', command: 'knip', args: [] },
    { name: 'architecture', command: 'vitest', args: vitest('architecture') },
    { name: 'unit', command: 'vitest', args: vitest('unit') },
  ],
  { atOnce: 2 },
);
process.exitCode = well ? 0 : 1;
