/** Smaller files may lie in the file system's own tables and take no block. */
const LEAST_BYTES = 4096;

/** The name of the document that an iCloud stub (`.report.pdf.icloud`) stands for; null for any other name. */
export function cloudStubTarget(name: string): string | null {
  return /^\.(.+)\.icloud$/s.exec(name)?.[1] ?? null;
}

/**
 * True for a file whose bytes are in the cloud only, so that opening it would fetch them. Node cannot read the
 * attribute that says so; on macOS and Windows a file of some size without a single block is taken for one.
 * Elsewhere such a file is a sparse one.
 */
export function isPlaceholder(file: { sizeBytes: number; blocks: number | undefined }, platform: NodeJS.Platform): boolean {
  return (platform === 'darwin' || platform === 'win32') && file.blocks === 0 && file.sizeBytes >= LEAST_BYTES;
}
