/** Runs before npm scripts that load native modules: an old Node ends here, with words. */
import { isNewEnough, tooOldWords } from './start/node-version.mjs';

if (!isNewEnough(process.version)) {
  console.error(tooOldWords(`${process.version} (${process.execPath})`));
  process.exit(1);
}
