import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { isTarHeader } from './archive/tar-header.ts';
import { binaryKind } from './binary-kinds.ts';
import { signatureFormat } from './signature-format.ts';
import { namedKind } from './named-kinds.ts';
import { textualFormat } from './textual-format.ts';

/** What a file is, by content before name. `what` follows “is” in a sentence. */
export type Detection =
  | { kind: 'format'; format: DocumentFormat }
  /** An OLE2 container: an encrypted document or an old Office format; its directory tells (`describeOle2`). */
  | { kind: 'ole2' }
  /** A ZIP container: Office, OpenDocument, EPUB or an archive; the parts it holds tell (`detectZip`). */
  | { kind: 'zip' }
  | { kind: 'unsupported'; what: string }
  | { kind: 'corrupt'; what: string };

const extensionsOf: Partial<Record<DocumentFormat, string>> = {
  pdf: 'pdf',
  docx: 'docx docm dotx dotm',
  odt: 'odt ott fodt',
  epub: 'epub',
  pptx: 'pptx pptm ppsx ppsm potx potm',
  odp: 'odp otp',
  xlsx: 'xlsx xlsm xltx xltm',
  ods: 'ods ots',
  csv: 'csv tsv tab',
  rtf: 'rtf',
  doc: 'doc dot',
  xls: 'xls xlt',
  ppt: 'ppt pps pot',
  image: 'png jpg jpeg jpe jfif tif tiff bmp dib webp gif',
  html: 'html htm xhtml shtml',
  markdown: 'md markdown mdown mkd mkdn mdx qmd rmd',
  text: 'txt text log out toml ini cfg conf properties env bib po gitignore gitattributes editorconfig nfo lst ics vcf',
  code:
    'diff patch sql graphql gql proto thrift py pyi pyw ipy js mjs cjs jsx ts mts cts tsx vue svelte astro css scss sass less java kt kts scala ' +
    'groovy c h cc cpp cxx hpp hh hxx cs go rs rb php pl pm lua r jl swift m mm dart ex exs erl hrl hs ml mli fs fsx clj cljs lisp el scm vim sh ' +
    'bash zsh fish ps1 psm1 bat cmd mk cmake gradle dockerfile makefile tf hcl nix asm s v sv vhdl vb vbs bas pas pp f f90 f95 for cob cbl ' +
    'ada adb ads zig nim cr d sol abap applescript awk sed tcl wgsl glsl hlsl',
  latex: 'tex latex ltx sty cls dtx',
  org: 'org',
  asciidoc: 'adoc asciidoc',
  rst: 'rst rest',
  json: 'json jsonl ndjson json5 jsonc geojson topojson webmanifest har ipynb',
  yaml: 'yaml yml',
  xml: 'xml xsd xsl xslt rss atom opml kml gpx plist dita resx wsdl tei',
  subtitles: 'srt vtt',
  eml: 'eml emlx',
  mbox: 'mbox mbx',
  mhtml: 'mhtml mht',
  archive: 'zip tar tgz taz gz gzip',
};

/** Lower-case extension without its dot, to the format it is read as. */
export const supportedExtensions: ReadonlyMap<string, DocumentFormat> = new Map(
  Object.entries(extensionsOf).flatMap(([format, names]) => names.split(' ').map((name) => [name, format as DocumentFormat] as const)),
);

const proseExtensions = new Set(['txt', 'text', 'nfo', '']);

/** Formats that always begin with a signature. */
const binaryNames: Partial<Record<DocumentFormat, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  epub: 'an e-book',
  pptx: 'a presentation',
  odp: 'a presentation',
  xlsx: 'a workbook',
  ods: 'a spreadsheet',
  rtf: 'a rich text document',
  doc: 'an old Word document',
  xls: 'an old Excel workbook',
  ppt: 'an old PowerPoint presentation',
  image: 'a picture',
};

/** Lower case, without the dot; empty for names like “README” and “.env”. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** True when a file of this name is worth opening: a supported extension, or none at all. */
export function mayBeSupported(name: string): boolean {
  const extension = extensionOf(name);
  return extension === '' || supportedExtensions.has(extension);
}

/** True for plain text whose lines flow (prose), false where each line stands for itself (code, logs, data). */
export function isProse(name: string): boolean {
  return proseExtensions.has(extensionOf(name));
}

/**
 * Decides how to read a file from its name and first bytes (a few KiB). A signature wins over the name;
 * `hint` stands in for the extension. Whether text really is text shows only when it is decoded.
 */
export function detectFormat(name: string, head: Uint8Array, hint: DocumentFormat | null = null): Detection {
  const extension = extensionOf(name);
  const named = hint ?? supportedExtensions.get(extension);
  if (isPdf(head, named === 'pdf')) return { kind: 'format', format: 'pdf' };
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return { kind: 'ole2' };
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    return { kind: 'zip' };
  }
  const signed = signatureFormat(head);
  if (signed !== undefined) return { kind: 'format', format: signed };
  if (isTarHeader(head) || (named === 'archive' && startsWith(head, [0x1f, 0x8b]))) return { kind: 'format', format: 'archive' };
  const binary = binaryKind(head);
  if (binary !== undefined) return { kind: 'unsupported', what: binary };
  const binaryName = named === undefined ? undefined : binaryNames[named];
  // Programs save web pages and mails under the names of their own formats.
  const textual = binaryName === undefined && named !== undefined ? undefined : textualFormat(head, named ?? 'text');
  if (textual === 'html' || textual === 'mhtml') return { kind: 'format', format: textual };
  if (binaryName !== undefined) return { kind: 'corrupt', what: `it is named like ${binaryName}, but its content is not one` };
  if (named !== undefined) return { kind: 'format', format: named };
  if (extension !== '') return { kind: 'unsupported', what: namedKind(extension) ?? `a .${extension} file` };
  return { kind: 'format', format: textual ?? 'text' };
}

/** PDF allows rubbish before its header; believed only where the name says PDF too. */
function isPdf(head: Uint8Array, named: boolean): boolean {
  const at = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 1024 + 5)).indexOf('%PDF-');
  return at === 0 || (named && at > 0);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
