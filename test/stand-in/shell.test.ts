import { afterAll, beforeAll, describe, test } from 'vitest';
import { launchStandIn, type StandIn } from './launch.ts';
import { shellChecks } from './shell-checks.ts';

describe('the built shell on the stand-in', () => {
  let app: StandIn;
  beforeAll(async () => {
    app = await launchStandIn({ barePage: true });
  });
  afterAll(() => app?.close());
  for (const check of shellChecks) test(check.promise, () => check.run(app));
});
