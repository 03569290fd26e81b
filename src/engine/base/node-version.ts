import { AppError } from '../../shared/errors.ts';

/** The oldest Node that the native SQLite module runs on; older ones crash while loading it. */
const OLDEST = { major: 22, minor: 14 };

/** What is wrong with running on Node `version` ("24.21.0"), in words for a person; null when it will do. */
export function nodeVersionProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const enough = major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
  if (enough) return null;
  return `Footnote needs Node ${OLDEST.major}.${OLDEST.minor} or newer and is running on Node ${version.replace(/^v/, '')}.`;
}

/** Throws `node-too-old` before a native module can crash the process. */
export function assertNodeVersion(version: string = process.versions.node): void {
  const problem = nodeVersionProblem(version);
  if (problem !== null) throw new AppError('node-too-old', problem, { details: { subject: 'Node', reason: version } });
}
