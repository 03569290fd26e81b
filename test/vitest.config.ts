import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

/** The journeys of the browser host that must hold in the shell as well: they run on both shelves. */
const inTheShellToo = ['journey', 'interruptions', 'written-answers'];

/** A shelf is a folder of tests that need the same things; the name tells the cost. */
function shelf(
  name: string,
  options: {
    timeoutMs?: number;
    environment?: string;
    serial?: boolean;
    setup?: string[];
    include?: string[];
    env?: Record<string, string>;
  } = {},
) {
  return {
    extends: true as const,
    test: {
      name,
      root,
      include: [`test/${name}/**/*.test.{ts,tsx}`, ...(options.include ?? [])],
      ...(options.env ? { env: options.env } : {}),
      testTimeout: options.timeoutMs ?? 5_000,
      hookTimeout: Math.max(options.timeoutMs ?? 5_000, 10_000),
      environment: options.environment ?? 'node',
      fileParallelism: !options.serial,
      ...(options.setup ? { setupFiles: options.setup } : {}),
    },
  };
}

export default defineConfig({
  root,
  cacheDir: resolve(root, '.cache/vitest'),
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      shelf('unit'),
      shelf('integration', { timeoutMs: 60_000 }),
      shelf('migration', { timeoutMs: 30_000 }),
      shelf('architecture', { timeoutMs: 60_000 }),
      shelf('component', { timeoutMs: 15_000, environment: 'happy-dom', setup: ['test/component/setup.ts'] }),
      shelf('model', { timeoutMs: 60_000, serial: true }),
      shelf('e2e', { timeoutMs: 120_000, serial: true }),
      shelf('stand-in', {
        timeoutMs: 120_000,
        serial: true,
        include: inTheShellToo.map((name) => `test/e2e/${name}.test.ts`),
        env: { FOOTNOTE_TEST_HOST: 'shell' },
      }),
    ],
  },
});
