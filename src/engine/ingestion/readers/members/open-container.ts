import type { DocumentFormat } from '../../../../shared/domain/document.ts';
import type { InputFile } from '../input-file.ts';
import type { Container } from './container.ts';
import { memberMissing } from './member-errors.ts';

type MemberBytes = (file: InputFile, path: string, signal: AbortSignal | undefined) => Promise<{ bytes: Buffer } | undefined>;

/** Formats whose files hold documents of their own. What opens one is loaded with the first that needs it. */
const mails: Partial<Record<DocumentFormat, () => Promise<{ memberBytes: MemberBytes }>>> = {
  eml: () => import('../mail/read-eml.ts'),
  mbox: () => import('../mail/read-mbox.ts'),
  msg: () => import('../mail/read-msg.ts'),
};

/** What gives the members of a file of this format; undefined for a format without members. The file stays the caller's. */
export async function openContainer(file: InputFile, format: DocumentFormat): Promise<Pick<Container, 'bytes' | 'close'> | undefined> {
  if (format === 'archive') return (await import('../archive/open-archive.ts')).openArchive(file);
  const mail = await mails[format]?.();
  if (mail === undefined) return undefined;
  return {
    async bytes(path, signal) {
      const found = await mail.memberBytes(file, path, signal);
      if (found === undefined) throw memberMissing(path, file.name);
      return found.bytes;
    },
    close: () => Promise.resolve(),
  };
}
