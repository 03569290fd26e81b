/** One dropped thing at the top level: a folder with everything under it, or a file. */
export interface DroppedTree {
  readonly name: string;
  readonly kind: 'folder' | 'file';
  readonly files: readonly { readonly relativePath: string; readonly file: File }[];
}

const isHidden = (name: string) => name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** `readEntries` answers in parts; an empty one is the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return all;
    all.push(...part);
  }
}

async function walk(entry: FileSystemEntry, path: string, found: { relativePath: string; file: File }[]): Promise<void> {
  if (isHidden(entry.name)) return;
  if (entry.isFile) {
    found.push({ relativePath: path, file: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  for (const child of await childrenOf(entry as FileSystemDirectoryEntry))
    await walk(child, path === '' ? child.name : `${path}/${child.name}`, found);
}

/** The entries of a drop. Must be called during the event: the list is empty afterwards. */
export function entriesOf(transfer: DataTransfer): FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
}

/** Walks dropped folders to the last file. Hidden files are left out. */
export async function readDropped(entries: readonly FileSystemEntry[]): Promise<DroppedTree[]> {
  const trees: DroppedTree[] = [];
  for (const entry of entries) {
    const files: { relativePath: string; file: File }[] = [];
    await walk(entry, entry.isFile ? entry.name : '', files);
    trees.push({ name: entry.name, kind: entry.isFile ? 'file' : 'folder', files });
  }
  return trees;
}
