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
  xmlDepth: 256,
  /** Characters of a block of text cut by lines rather than by structure. */
  blockChars: 2_000,
} as const;
