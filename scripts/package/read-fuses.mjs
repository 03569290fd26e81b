import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** As electron-builder.yml sets them. */
const expected = {
  RunAsNode: true,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/**
 * Reads the fuses back from the packed program. Returns those that are not as wanted.
 * @param {string} program
 * @returns {Promise<string[]>}
 */
export async function wrongFuses(program) {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(expected)
    .filter(([name, on]) => wire[FuseV1Options[name]] !== (on ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([name, on]) => `${name} is not ${on ? 'on' : 'off'}`);
}
