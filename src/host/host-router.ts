import { hostContract, type Capability } from '../shared/contract/host.ts';
import { AppError } from '../shared/errors.ts';
import { implementContract } from '../shared/rpc/serve.ts';
import { hasDesktop, openOnDesktop } from './desktop.ts';
import type { EngineLink } from './engine-link.ts';
import { listFolder } from './list-folder.ts';
import type { Uploads } from './uploads.ts';

/** What the browser host does for its window. Paths become grants here and nowhere else. */
export function createHostRouter({ link, uploads, desktop = hasDesktop() }: { link: EngineLink; uploads: Uploads; desktop?: boolean }) {
  const os = implementContract(hostContract);
  const capabilities: Capability[] = ['list-folder', 'upload'];
  if (desktop) capabilities.push('reveal-in-folder', 'open-original');
  const onDesktop = async (what: 'open' | 'reveal', documentId: number): Promise<void> => {
    if (!desktop) throw new AppError('input-invalid', 'Footnote runs on a machine without a screen here.');
    await openOnDesktop(what, await link.documentPath(documentId));
  };

  return os.router({
    capabilities: os.capabilities.handler(async () => ({ host: 'browser', capabilities, platform: process.platform })),
    pick: os.pick.handler(async () => {
      throw new AppError('input-invalid', 'A browser has no dialog for the folders of this machine.');
    }),
    listFolder: os.listFolder.handler(({ input }) => listFolder(input.path, input.extensions)),
    grantPath: os.grantPath.handler(({ input }) => link.grant(input.path)),
    uploadBegin: os.uploadBegin.handler(async ({ input }) => ({ uploadId: await uploads.begin(input.name) })),
    uploadPart: os.uploadPart.handler(({ input }) => uploads.part(input)),
    uploadFinish: os.uploadFinish.handler(async ({ input }) => link.grant(await uploads.finish(input.uploadId))),
    uploadAbort: os.uploadAbort.handler(({ input }) => uploads.abort(input.uploadId)),
    revealDocument: os.revealDocument.handler(({ input }) => onDesktop('reveal', input.documentId)),
    openDocument: os.openDocument.handler(({ input }) => onDesktop('open', input.documentId)),
  });
}
