import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { binaryKind } from './binary-kinds.ts';

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
  pptx: 'pptx pptm ppsx ppsm potx potm',
  odp: 'odp otp',
  xlsx: 'xlsx xlsm xltx xltm',
  ods: 'ods ots',
  html: 'html htm xhtml shtml',
  markdown: 'md markdown mdown mkd mkdn mdx qmd rmd',
  text:
    'txt text log csv tsv json jsonl ndjson json5 yaml yml toml ini cfg conf properties env xml xsd xsl rst adoc asciidoc org tex bib ' +
    'srt vtt diff patch sql graphql proto py pyi ipy js mjs cjs jsx ts mts cts tsx vue svelte css scss less java kt kts scala groovy c h cc ' +
    'cpp cxx hpp hh cs go rs rb php pl pm lua r jl swift m mm dart ex exs erl hs ml fs clj lisp el vim sh bash zsh fish ps1 bat cmd mk cmake ' +
    'gradle dockerfile makefile tf nix asm s v vhd po gitignore editorconfig',
};

/** Lower-case extension without its dot, to the format it is read as. */
export const supportedExtensions: ReadonlyMap<string, DocumentFormat> = new Map(
  Object.entries(extensionsOf).flatMap(([format, names]) => names.split(' ').map((name) => [name, format as DocumentFormat] as const)),
);

const proseExtensions = new Set(['txt', 'text', 'rst', 'adoc', 'asciidoc', 'org', 'tex', 'srt', 'vtt', '']);

/** Formats that always begin with a signature. */
const binaryNames: Partial<Record<DocumentFormat, string>> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  pptx: 'a presentation',
  odp: 'a presentation',
  xlsx: 'a workbook',
  ods: 'a spreadsheet',
};

/** Formats that are text inside but not ours to read as text. */
const textualKinds = new Map([
  ['eml', 'an e-mail message (.eml)'],
  ['mbox', 'a mailbox (.mbox)'],
  ['rtf', 'a rich text document (.rtf)'],
  ['mhtml', 'a saved web page (.mhtml)'],
  ['mht', 'a saved web page (.mhtml)'],
  ['svg', 'an SVG image'],
  ['ps', 'a PostScript file'],
  ['eps', 'a PostScript file'],
  ['ipynb', 'a notebook (.ipynb)'],
]);

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
  const binary = binaryKind(head);
  if (binary !== undefined) return { kind: 'unsupported', what: binary };
  const binaryName = named === undefined ? undefined : binaryNames[named];
  if (binaryName !== undefined) return { kind: 'corrupt', what: `it is named like ${binaryName}, but its content is not one` };
  if (named !== undefined) return { kind: 'format', format: named };
  const textual = textualKinds.get(extension);
  if (textual !== undefined) return { kind: 'unsupported', what: textual };
  if (extension !== '') return { kind: 'unsupported', what: `a .${extension} file` };
  return { kind: 'format', format: looksLikeHtml(head) ? 'html' : 'text' };
}

/** PDF allows rubbish before its header; believed only where the name says PDF too. */
function isPdf(head: Uint8Array, named: boolean): boolean {
  const at = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 1024 + 5)).indexOf('%PDF-');
  return at === 0 || (named && at > 0);
}

function looksLikeHtml(head: Uint8Array): boolean {
  return /^(?:\ufeff|\u00ef\u00bb\u00bf)?\s*(?:<!doctype html|<html[\s>])/i.test(Buffer.from(head).toString('latin1'));
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}
