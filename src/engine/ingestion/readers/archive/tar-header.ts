const BLOCK_BYTES = 512;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;

/** True when a file begins with the header of a TAR entry: by its mark, or, before there was one, by its checksum. */
export function isTarHeader(head: Uint8Array): boolean {
  if (head.length < BLOCK_BYTES || head[0] === 0) return false;
  const header = Buffer.from(head.buffer, head.byteOffset, BLOCK_BYTES);
  const told = Number.parseInt(
    header
      .toString('latin1', CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES)
      .replace(/[\0 ]+$/, '')
      .trim(),
    8,
  );
  if (!Number.isFinite(told)) return false;
  // The field counts itself as spaces.
  let sum = CHECKSUM_BYTES * 0x20;
  for (const [at, byte] of header.entries()) if (at < CHECKSUM_AT || at >= CHECKSUM_AT + CHECKSUM_BYTES) sum += byte;
  return sum === told;
}
