import { type BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';
import { type Capability, type Grant, hostContract } from '../shared/contract/host.ts';
import { AppError } from '../shared/errors.ts';
import { implementContract } from '../shared/rpc/serve.ts';

/** What the shell can do on every system. */
export const shellCapabilities: readonly Capability[] = ['native-picker', 'drop-paths', 'reveal-in-folder', 'open-original', 'native-menu'];

export interface HostParts {
  /** The window that dialogs belong to. */
  window(): BrowserWindow | undefined;
  grantPaths(paths: readonly string[]): Promise<Grant[]>;
  /** Where the original of a document lies; asked of the engine. */
  documentPath(documentId: number): Promise<string>;
  /** The system keeps passwords for the engine. */
  hasKeychain: boolean;
}

const pickers: Readonly<Record<'folder' | 'files' | 'model', OpenDialogOptions>> = {
  folder: { title: 'Add folders', buttonLabel: 'Add', properties: ['openDirectory', 'multiSelections'] },
  files: { title: 'Add files', buttonLabel: 'Add', properties: ['openFile', 'multiSelections'] },
  model: {
    title: 'Choose a model file',
    buttonLabel: 'Choose',
    properties: ['openFile'],
    filters: [
      { name: 'Model files (GGUF)', extensions: ['gguf'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
};

/** The host contract as the Electron shell fulfils it. Methods behind capabilities it lacks are bugs of the caller. */
export function createHostRouter(parts: HostParts) {
  const os = implementContract(hostContract);
  const lacking = (capability: Capability) => (): never => {
    throw new Error(`The Electron shell has no ${capability}.`);
  };
  return os.router({
    capabilities: os.capabilities.handler(() => ({
      host: 'electron',
      capabilities: [...shellCapabilities, ...(parts.hasKeychain ? (['keychain'] as const) : [])],
      platform: process.platform,
    })),
    pick: os.pick.handler(async ({ input }) => {
      const window = parts.window();
      const options = pickers[input.what];
      const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
      return canceled ? [] : parts.grantPaths(filePaths);
    }),
    listFolder: os.listFolder.handler(lacking('list-folder')),
    grantPath: os.grantPath.handler(lacking('list-folder')),
    uploadBegin: os.uploadBegin.handler(lacking('upload')),
    uploadPart: os.uploadPart.handler(lacking('upload')),
    uploadFinish: os.uploadFinish.handler(lacking('upload')),
    uploadAbort: os.uploadAbort.handler(lacking('upload')),
    revealDocument: os.revealDocument.handler(async ({ input }) => {
      shell.showItemInFolder(await parts.documentPath(input.documentId));
    }),
    openDocument: os.openDocument.handler(async ({ input }) => {
      const problem = await shell.openPath(await parts.documentPath(input.documentId));
      if (problem !== '')
        throw new AppError('source-unreadable', 'The system could not open the original.', { details: { reason: problem } });
    }),
  });
}
