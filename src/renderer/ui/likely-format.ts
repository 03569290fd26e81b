import type { DocumentFormat } from '../../shared/domain/document.ts';

const extensions: Partial<Record<DocumentFormat, string>> = {
  pdf: 'pdf',
  docx: 'docx docm dotx',
  odt: 'odt ott',
  rtf: 'rtf',
  doc: 'doc',
  pptx: 'pptx pptm ppsx',
  odp: 'odp',
  ppt: 'ppt pps',
  xlsx: 'xlsx xlsm',
  ods: 'ods',
  xls: 'xls',
  csv: 'csv tsv',
  epub: 'epub',
  html: 'html htm xhtml',
  mhtml: 'mhtml mht',
  markdown: 'md markdown',
  text: 'txt log',
  latex: 'tex',
  org: 'org',
  asciidoc: 'adoc asciidoc',
  rst: 'rst',
  json: 'json jsonl ndjson',
  yaml: 'yaml yml',
  xml: 'xml',
  subtitles: 'srt vtt',
  eml: 'eml',
  mbox: 'mbox',
  msg: 'msg',
  image: 'png jpg jpeg tif tiff gif bmp webp',
  archive: 'zip tar tgz gz',
  code: 'c h cc cpp hpp cs css go java js jsx kt lua php py r rb rs scala sh sql swift ts tsx',
};

const formats = new Map(
  Object.entries(extensions).flatMap(([format, names]) => names.split(' ').map((name) => [name, format as DocumentFormat] as const)),
);

/** What a file that is not read yet will be read as, by its name; null where that is not certain. */
export function likelyFormat(name: string): DocumentFormat | null {
  return formats.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? null;
}

/** The format of a file that was read, by its name, where the document itself is not at hand. */
export const formatOfName = (name: string): DocumentFormat => likelyFormat(name) ?? 'text';
