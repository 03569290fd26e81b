import { type Capability, hostContract } from '../../../src/shared/contract/host.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { implementContract } from '../../../src/shared/rpc/serve.ts';

const os = implementContract(hostContract);

/** Folders of a pretended machine: path to the names in it; a name that ends with a slash is a folder. */
export type FakeFolders = Record<string, readonly string[]>;

export interface FakeHost {
  readonly router: ReturnType<typeof build>;
  readonly opened: string[];
  readonly uploaded: { relativePath: string; bytes: number }[];
}

function build(capabilities: readonly Capability[], folders: FakeFolders, opened: string[], uploaded: FakeHost['uploaded']) {
  const grant = (path: string) => ({
    grantId: path.split('/').findLast((part) => part !== '') ?? path,
    name: path,
    displayPath: path,
    kind: path in folders ? ('folder' as const) : ('file' as const),
  });
  return os.router({
    capabilities: os.capabilities.handler(() => ({ host: 'fake', capabilities: [...capabilities], platform: 'linux' })),
    pick: os.pick.handler(({ input }) => [grant(input.what === 'folder' ? '/home/ada/Contracts' : '/home/ada/model.gguf')]),
    listFolder: os.listFolder.handler(({ input }) => {
      const path = input.path ?? '/home/ada';
      const names = folders[path];
      if (!names) throw new AppError('source-unreadable', 'Not readable.', { details: { subject: path } });
      const shown = names.filter((name) => name.endsWith('/') || !input.extensions || input.extensions.some((end) => name.endsWith(end)));
      return {
        displayPath: path,
        parent: path === '/' ? null : path.slice(0, path.lastIndexOf('/')) || '/',
        entries: shown.map((name) => ({
          name: name.replace(/\/$/, ''),
          kind: name.endsWith('/') ? ('folder' as const) : ('file' as const),
          path: `${path}/${name.replace(/\/$/, '')}`,
          sizeBytes: name.endsWith('/') ? null : 2_400_000_000,
        })),
      };
    }),
    grantPath: os.grantPath.handler(({ input }) => grant(input.path)),
    uploadBegin: os.uploadBegin.handler(({ input }) => ({ uploadId: input.name })),
    uploadPart: os.uploadPart.handler(({ input }) => {
      uploaded.push({ relativePath: input.relativePath, bytes: input.bytes.size });
    }),
    uploadFinish: os.uploadFinish.handler(({ input }) => grant(`/library/${input.uploadId}`)),
    uploadAbort: os.uploadAbort.handler(() => undefined),
    revealDocument: os.revealDocument.handler(({ input }) => {
      opened.push(`reveal ${input.documentId}`);
    }),
    openDocument: os.openDocument.handler(({ input }) => {
      opened.push(`open ${input.documentId}`);
    }),
  });
}

/** The host's side of the contract over pretended folders. */
export function createFakeHost(options: { capabilities?: readonly Capability[]; folders?: FakeFolders } = {}): FakeHost {
  const opened: string[] = [];
  const uploaded: FakeHost['uploaded'] = [];
  const capabilities = options.capabilities ?? ['list-folder', 'upload', 'open-original', 'reveal-in-folder'];
  return { router: build(capabilities, options.folders ?? { '/home/ada': [] }, opened, uploaded), opened, uploaded };
}
