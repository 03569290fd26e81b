const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

interface Signature {
  at: number;
  bytes: readonly number[];
  what: string;
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
  { at: 0, bytes: ascii('{\\rtf'), what: 'a rich text document (.rtf)' },
  { at: 0, bytes: ascii('%!PS'), what: 'a PostScript file' },
];

/** What a file is by its first bytes, in words that follow “is”; undefined when no signature fits. */
export function binaryKind(head: Uint8Array): string | undefined {
  if (isProgram(head)) return 'a program';
  return signatures.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte))?.what;
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
  if (/\bxl\//.test(start) || /^xls[xmb]$/.test(extension)) return 'an Excel workbook';
  if (/\bppt\//.test(start) || /^pp[ts][xm]$/.test(extension)) return 'a PowerPoint presentation';
  if (extension === 'pages' || extension === 'numbers' || extension === 'key') return 'an Apple iWork document';
  return 'a ZIP archive';
}
