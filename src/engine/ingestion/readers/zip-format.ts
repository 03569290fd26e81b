import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { zipKind } from './binary-kinds.ts';
import type { Detection } from './format.ts';
import { namedKind } from './named-kinds.ts';
import type { InputFile } from './input-file.ts';
import { readerIdentity } from './reader-identities.ts';

/** The end record of an archive and the longest comment after it. */
const TAIL_BYTES = 22 + 0xffff;
const DIRECTORY_BYTES = 512 * 1024;
const END_RECORD = Buffer.from('PK\u0005\u0006');
const DIRECTORY_RECORD = 0x02014b50;

const openDocumentKinds: Readonly<Record<string, DocumentFormat>> = { text: 'odt', presentation: 'odp', spreadsheet: 'ods' };
const byExtension: Readonly<Record<string, DocumentFormat>> = { odt: 'odt', ott: 'odt', odp: 'odp', otp: 'odp', ods: 'ods', ots: 'ods' };

/**
 * What a ZIP archive is, by the parts it holds and the type it names: the file's own name decides nothing where the
 * content does. `named` is the format its name says, believed where the archive is too broken to tell.
 */
export async function detectZip(
  file: InputFile,
  extension: string,
  named: DocumentFormat | undefined,
): Promise<Exclude<Detection, { kind: 'zip' }>> {
  const parts = await partNames(file);
  const format = parts === undefined ? named : formatOfParts(parts, mimeTypeOf(file.head), extension);
  // Programs and packages of all kinds are ZIP archives; only what is named like nothing else is opened as one.
  const other = format === 'archive' && named !== 'archive' ? namedKind(extension) : undefined;
  if (other !== undefined) return { kind: 'unsupported', what: other };
  const isMisnamed = format === 'archive' && named !== undefined && named !== 'archive';
  if (format !== undefined && readerIdentity(format) !== undefined && !isMisnamed) return { kind: 'format', format };
  const names = Buffer.concat([file.head, Buffer.from((parts ?? []).map((part) => ` ${part} `).join(''))]);
  return { kind: 'unsupported', what: zipKind(names, parts === undefined || isMisnamed ? extension : '') };
}

function formatOfParts(parts: readonly string[], mimeType: string, extension: string): DocumentFormat | undefined {
  if (mimeType === 'application/epub+zip') return 'epub';
  const openDocument = /^application\/vnd\.oasis\.opendocument\.(\w+)/.exec(mimeType)?.[1];
  if (openDocument !== undefined) return openDocumentKinds[openDocument];
  const has = (name: string): boolean => parts.includes(name);
  const under = (folder: string): boolean => parts.some((part) => part.startsWith(folder));
  if (has('[content_types].xml') || has('_rels/.rels')) {
    if (under('word/')) return 'docx';
    if (under('ppt/')) return 'pptx';
    if (has('xl/workbook.bin')) return undefined;
    if (under('xl/')) return 'xlsx';
  }
  if (has('meta-inf/container.xml')) return 'epub';
  if (has('content.xml') && has('meta-inf/manifest.xml')) return byExtension[extension];
  if (under('word/') && has('word/document.xml')) return 'docx';
  if (has('ppt/presentation.xml')) return 'pptx';
  if (has('xl/workbook.xml')) return 'xlsx';
  return parts.some((part) => part.endsWith('.iwa')) ? undefined : 'archive';
}

/** OpenDocument and EPUB keep it in their first part, as it is. */
function mimeTypeOf(head: Buffer): string {
  if (head.length < 38 || head.toString('latin1', 30, 38) !== 'mimetype') return '';
  const start = 38 + head.readUInt16LE(28);
  return /^[\w.+/-]*?(?=PK|$)/.exec(head.toString('latin1', start, start + 100).replace(/\0[^]*/, ''))?.[0] ?? '';
}

/** Names from the archive's directory in lower case, the first half megabyte of it; undefined when there is none to be found. */
async function partNames(file: InputFile): Promise<string[] | undefined> {
  const tail = await file.bytesAt(Math.max(0, file.sizeBytes - TAIL_BYTES), Math.min(TAIL_BYTES, file.sizeBytes));
  const end = tail.lastIndexOf(END_RECORD);
  if (end === -1 || end + 22 > tail.length) return undefined;
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (start >= file.sizeBytes) return undefined;
  const directory = await file.bytesAt(start, Math.min(length, DIRECTORY_BYTES));
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_RECORD;) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    names.push(
      directory
        .toString('utf8', at + 46, nameEnd)
        .replaceAll('\\', '/')
        .replace(/^\/+/, '')
        .toLowerCase(),
    );
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names.length === 0 ? undefined : names;
}
