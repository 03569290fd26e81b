import type { InputFile } from './input-file.ts';

const END_OF_CHAIN = 0xfffffffe;
const MAX_SECTORS = 64;

/** The format an OLE2 container holds, whether or not anybody reads it; undefined for others and for encrypted documents. */
export async function ole2Format(file: InputFile): Promise<'msg' | 'doc' | 'xls' | 'ppt' | undefined> {
  const names = await directoryNames(file);
  if (names.has('EncryptedPackage')) return undefined;
  if (names.has('WordDocument')) return 'doc';
  if (names.has('Workbook') || names.has('Book')) return 'xls';
  if (names.has('PowerPoint Document')) return 'ppt';
  return isMessage(names) ? 'msg' : undefined;
}

/** What an OLE2 container holds, in words that follow “is”; null when it is an encrypted Office document. */
export async function describeOle2(file: InputFile): Promise<string | null> {
  const names = await directoryNames(file);
  if (names.has('EncryptedPackage')) return null;
  if (names.has('WordDocument')) return 'an old Word document (.doc)';
  if (names.has('Workbook') || names.has('Book')) return 'an old Excel workbook (.xls)';
  if (names.has('PowerPoint Document')) return 'an old PowerPoint presentation (.ppt)';
  if (isMessage(names)) return 'an Outlook message (.msg)';
  if (names.has('VisioDocument')) return 'a Visio drawing';
  return 'an old Office document';
}

function isMessage(names: ReadonlySet<string>): boolean {
  return [...names].some((name) => name.startsWith('__properties') || name.startsWith('__substg'));
}

/** Names of the container's streams, from the directory's first sectors. */
async function directoryNames(file: InputFile): Promise<Set<string>> {
  const names = new Set<string>();
  const header = file.head;
  if (header.length < 512) return names;
  const sectorBytes = 1 << Math.min(header.readUInt16LE(0x1e), 16);
  if (sectorBytes < 128) return names;
  const sectorAt = (sector: number): number => (sector + 1) * sectorBytes;

  let sector = header.readUInt32LE(0x30);
  for (let read = 0; read < MAX_SECTORS && sector < END_OF_CHAIN; read += 1) {
    const entries = await file.bytesAt(sectorAt(sector), sectorBytes);
    for (let at = 0; at + 128 <= entries.length; at += 128) {
      const nameBytes = Math.min(entries.readUInt16LE(at + 64), 64);
      if (nameBytes > 2) names.add(entries.toString('utf16le', at, at + nameBytes - 2));
    }
    sector = await nextSector(file, header, sector, sectorBytes, sectorAt);
  }
  return names;
}

/** Follows the allocation table; only the 109 table sectors that the header lists, which reach 6 MB and more. */
async function nextSector(
  file: InputFile,
  header: Buffer,
  sector: number,
  sectorBytes: number,
  sectorAt: (sector: number) => number,
): Promise<number> {
  const perSector = sectorBytes / 4;
  const listed = Math.floor(sector / perSector);
  if (listed >= 109) return END_OF_CHAIN;
  const tableSector = header.readUInt32LE(0x4c + listed * 4);
  if (tableSector >= END_OF_CHAIN) return END_OF_CHAIN;
  const cell = await file.bytesAt(sectorAt(tableSector) + (sector % perSector) * 4, 4);
  return cell.length === 4 ? cell.readUInt32LE(0) : END_OF_CHAIN;
}
