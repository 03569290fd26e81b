import { describe, expect, it } from 'vitest';
import { assertNodeVersion, nodeVersionProblem } from '../../../../src/engine/base/node-version.ts';

describe('the guard before native modules', () => {
  it.each(['18.20.4', '20.19.0', '22.13.1', '22.0.0'])('refuses Node %s in words', (version) => {
    expect(nodeVersionProblem(version)).toContain(version);
    expect(() => assertNodeVersion(version)).toThrow(expect.objectContaining({ code: 'node-too-old' }));
  });

  it.each(['22.14.0', '22.21.3', '24.21.0', 'v25.0.0-nightly'])('lets Node %s through', (version) => {
    expect(nodeVersionProblem(version)).toBeNull();
  });
});
