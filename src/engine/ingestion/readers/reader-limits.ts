/** What one file may cost inside a reader process. The limits on time and memory are the pool's. */
export const readerLimits = {
  fileBytes: 500 * 1024 * 1024,
  /** Plain text, Markdown and HTML beyond this size are read up to it, with a warning. */
  textBytes: 50 * 1024 * 1024,
  /** Characters kept of one document, whatever its format. */
  documentChars: 50_000_000,
  pageChars: 200_000,
  pages: 20_000,
  /** Really inflated, not what the archive claims. */
  zipTotalBytes: 512 * 1024 * 1024,
  zipPartBytes: 128 * 1024 * 1024,
  zipEntries: 20_000,
  /** Of an archive that can only be unpacked from its start. */
  archiveTotalBytes: 2 * 1024 * 1024 * 1024,
  /** Files in files in files. */
  memberDepth: 8,
  xmlDepth: 256,
  /** Cells of a workbook that hold something. */
  cells: 5_000_000,
  mailDepth: 64,
  mailParts: 10_000,
  mailHeaderBytes: 2 * 1024 * 1024,
  /** Of one message of a mailbox; the rest of it is left out. */
  mailMessageBytes: 48 * 1024 * 1024,
  mailMessageChars: 5_000_000,
  /** Mailboxes are read message by message, so they may be larger than what is held whole. */
  mailboxBytes: 8 * 1024 * 1024 * 1024,
  /** Storages and streams of an OLE2 container. */
  oleEntries: 50_000,
  /** Of a copy of a file without its protection. */
  unlockedBytes: 128 * 1024 * 1024,
  /** Text of a compressed body, unpacked. */
  rtfBytes: 32 * 1024 * 1024,
  /** Characters of a block of text cut by lines rather than by structure. */
  blockChars: 2_000,
} as const;
