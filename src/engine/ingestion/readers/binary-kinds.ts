const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

interface Signature {
  at: number;
  bytes: readonly number[];
  what: string;
  /** What follows is text too; any other signature of letters is believed only where control characters follow. */
  isText?: true;
}

const signatures: readonly Signature[] = [
  { at: 0, bytes: [0x89, ...ascii('PNG')], what: 'a PNG image' },
  { at: 0, bytes: [0xff, 0xd8, 0xff], what: 'a JPEG image' },
  { at: 0, bytes: ascii('GIF8'), what: 'a GIF image' },
  { at: 0, bytes: [...ascii('II'), 0x2a, 0], what: 'a TIFF image' },
  { at: 0, bytes: [...ascii('MM'), 0, 0x2a], what: 'a TIFF image' },
  { at: 8, bytes: ascii('WEBP'), what: 'a WebP image' },
  { at: 8, bytes: ascii('WAVE'), what: 'a sound recording' },
  { at: 8, bytes: ascii('AVI '), what: 'a video' },
  { at: 4, bytes: ascii('ftypheic'), what: 'a HEIC image' },
  { at: 4, bytes: ascii('ftypheix'), what: 'a HEIC image' },
  { at: 4, bytes: ascii('ftypmif1'), what: 'a HEIC image' },
  { at: 4, bytes: ascii('ftypavif'), what: 'an AVIF image' },
  { at: 4, bytes: ascii('ftypM4A'), what: 'a sound recording' },
  { at: 4, bytes: ascii('ftyp'), what: 'a video' },
  { at: 0, bytes: ascii('ID3'), what: 'a sound recording' },
  { at: 0, bytes: ascii('OggS'), what: 'a sound recording' },
  { at: 0, bytes: ascii('fLaC'), what: 'a sound recording' },
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3], what: 'a video' },
  { at: 0, bytes: [0x1f, 0x8b], what: 'a compressed file (gzip)' },
  { at: 0, bytes: ascii('BZh'), what: 'a compressed file (bzip2)' },
  { at: 0, bytes: [0xfd, ...ascii('7zXZ')], what: 'a compressed file (xz)' },
  { at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a compressed file (zstd)' },
  { at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf], what: 'a 7-Zip archive' },
  { at: 0, bytes: ascii('Rar!'), what: 'a RAR archive' },
  { at: 257, bytes: ascii('ustar'), what: 'a TAR archive' },
  { at: 0, bytes: [...ascii('SQLite format 3'), 0], what: 'an SQLite database' },
  { at: 0, bytes: [0x7f, ...ascii('ELF')], what: 'a program' },
  { at: 0, bytes: [0xcf, 0xfa, 0xed, 0xfe], what: 'a program' },
  { at: 0, bytes: [0xca, 0xfe, 0xba, 0xbe], what: 'a program' },
  { at: 0, bytes: [0, ...ascii('asm')], what: 'a program (WebAssembly)' },
  { at: 0, bytes: ascii('wOFF'), what: 'a font' },
  { at: 0, bytes: ascii('wOF2'), what: 'a font' },
  { at: 0, bytes: ascii('OTTO'), what: 'a font' },
  { at: 0, bytes: [0, 1, 0, 0, 0], what: 'a font' },
  { at: 0, bytes: ascii('GGUF'), what: 'a language model (GGUF)' },
  { at: 0, bytes: ascii('{\\rtf'), isText: true, what: 'a rich text document (.rtf)' },
  { at: 0, bytes: ascii('%!PS'), isText: true, what: 'a PostScript file' },
  { at: 0, bytes: [0xc5, 0xd0, 0xd3, 0xc6], what: 'a PostScript file' },
  { at: 0, bytes: ascii('8BPS'), what: 'a Photoshop image' },
  { at: 0, bytes: ascii('gimp xcf'), what: 'a GIMP image' },
  { at: 0, bytes: [0, 0, 0, 0x0c, ...ascii('jP  ')], what: 'a JPEG 2000 image' },
  { at: 0, bytes: [0, 0, 1, 0], what: 'an icon' },
  { at: 0, bytes: ascii('AT&TFORM'), what: 'a DjVu document' },
  { at: 0, bytes: ascii('AC10'), what: 'an AutoCAD drawing (.dwg)' },
  { at: 0, bytes: ascii('ISO-10303-21;'), isText: true, what: 'a technical drawing (STEP or IFC)' },
  { at: 0, bytes: ascii('glTF'), what: 'a three-dimensional model' },
  { at: 0, bytes: ascii('BLENDER'), what: 'a three-dimensional model' },
  { at: 0, bytes: ascii('!BDN'), what: 'an Outlook data file (.pst)' },
  { at: 0, bytes: [0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d], what: 'a OneNote notebook' },
  { at: 0, bytes: [0, 1, 0, 0, ...ascii('Standard ')], what: 'an Access database' },
  { at: 0, bytes: [0x03, 0xd9, 0xa2, 0x9a], what: 'a password vault' },
  { at: 0, bytes: ascii('d8:announce'), what: 'a torrent' },
  { at: 60, bytes: ascii('BOOKMOBI'), what: 'a Kindle e-book' },
  { at: 0, bytes: ascii('-----BEGIN PGP'), isText: true, what: 'an encrypted or signed message (PGP)' },
  { at: 0, bytes: ascii('-----BEGIN PKCS7'), isText: true, what: 'an encrypted or signed message (S/MIME)' },
  { at: 0, bytes: ascii('-----BEGIN '), isText: true, what: 'a certificate or key' },
  { at: 0, bytes: [0xff, 0x57, 0x50, 0x43], what: 'a WordPerfect document' },
  { at: 0, bytes: ascii('HWP Document'), what: 'a Hangul document (.hwp)' },
  { at: 0, bytes: [0x89, ...ascii('HDF')], what: 'a scientific data file (HDF5)' },
  { at: 0, bytes: ascii('PAR1'), what: 'a scientific data file (Parquet)' },
  { at: 0, bytes: ascii('SIMPLE  ='), what: 'a scientific data file (FITS)' },
  { at: 0, bytes: [...ascii('L'), 0, 0, 0, 0x01, 0x14, 0x02], what: 'a shortcut' },
  { at: 0, bytes: ascii('MSCF'), what: 'a compressed archive (.cab)' },
  { at: 0, bytes: ascii('!<arch>'), what: 'a program library or package' },
  { at: 0, bytes: [0xed, 0xab, 0xee, 0xdb], what: 'a program (.rpm)' },
  { at: 0, bytes: [0xce, 0xfa, 0xed, 0xfe], what: 'a program' },
  { at: 0, bytes: [0x80, 0x02, 0x8a, 0x0a], what: 'a language model' },
  { at: 0, bytes: ascii('bplist00'), what: 'a binary property list' },
  { at: 0, bytes: ascii('FLV'), what: 'a video' },
  { at: 0, bytes: [0, 0, 1, 0xba], what: 'a video' },
  { at: 0, bytes: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], what: 'a video' },
  { at: 8, bytes: ascii('AIFF'), what: 'a sound recording' },
  { at: 0, bytes: ascii('MThd'), what: 'a sound recording' },
  { at: 0, bytes: ascii('#!AMR'), what: 'a sound recording' },
  { at: 0, bytes: ascii('ttcf'), what: 'a font' },
];

/** What a file is by its first bytes, in words that follow “is”; undefined when no signature fits. */
export function binaryKind(head: Uint8Array): string | undefined {
  if (isProgram(head)) return 'a program';
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
  if (found === undefined) return undefined;
  const isSure = found.isText === true || found.bytes.some((byte) => byte < 0x20 || byte > 0x7e) || head.some((byte) => byte < 0x07);
  return isSure ? found.what : undefined;
}

/** “MZ” alone also begins ordinary words; a program has the PE header where the field at 0x3c points. */
function isProgram(head: Uint8Array): boolean {
  if (head[0] !== 0x4d || head[1] !== 0x5a || head.length < 0x40) return false;
  const at = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0x3c, true);
  return head[at] === 0x50 && head[at + 1] === 0x45;
}

/** What a ZIP archive is by the names it holds (the start of the file suffices) and its extension. */
export function zipKind(head: Uint8Array, extension: string): string {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (start.includes('mimetypeapplication/epub+zip') || extension === 'epub') return 'an e-book (.epub)';
  if (start.includes('opendocument.text') || extension === 'odt') return 'an OpenDocument text (.odt)';
  if (start.includes('opendocument.spreadsheet') || extension === 'ods') return 'an OpenDocument spreadsheet (.ods)';
  if (start.includes('opendocument.presentation') || extension === 'odp') return 'an OpenDocument presentation (.odp)';
  if (start.includes('opendocument.graphics') || extension === 'odg') return 'an OpenDocument drawing (.odg)';
  if (start.includes('xl/workbook.bin') || extension === 'xlsb') return 'a binary Excel workbook (.xlsb)';
  if (start.includes('.iwa ')) return 'an Apple iWork document';
  if (/\bxl\//.test(start) || /^xls[xm]$/.test(extension)) return 'an Excel workbook';
  if (/\bppt\//.test(start) || /^pp[ts][xm]$/.test(extension)) return 'a PowerPoint presentation';
  if (extension === 'pages' || extension === 'numbers' || extension === 'key') return 'an Apple iWork document';
  return 'a ZIP archive';
}
