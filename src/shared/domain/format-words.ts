import type { DocumentFormat } from './document.ts';

const word: readonly DocumentFormat[] = ['docx', 'doc', 'odt', 'rtf'];
const sheet: readonly DocumentFormat[] = ['xlsx', 'xls', 'ods', 'csv'];
const slides: readonly DocumentFormat[] = ['pptx', 'ppt', 'odp'];
const mail: readonly DocumentFormat[] = ['eml', 'msg', 'mbox'];
const web: readonly DocumentFormat[] = ['html', 'mhtml'];
const image: readonly DocumentFormat[] = ['image'];
const archive: readonly DocumentFormat[] = ['archive'];
const text: readonly DocumentFormat[] = ['text', 'markdown', 'rst', 'asciidoc', 'org', 'latex'];

/** What people call kinds of document, in one list for each set of formats. */
const names: readonly (readonly [words: string, formats: readonly DocumentFormat[]])[] = [
  ['pdf', ['pdf']],
  ['word doc docs writer', word],
  ['docx', ['docx', 'doc']],
  ['odt', ['odt']],
  ['rtf', ['rtf']],
  ['excel sheet sheets spreadsheet spreadsheets table tables calc', sheet],
  ['xlsx xls', ['xlsx', 'xls']],
  ['ods', ['ods']],
  ['csv tsv', ['csv']],
  ['powerpoint slide slides presentation presentations deck impress', slides],
  ['pptx ppt', ['pptx', 'ppt']],
  ['odp', ['odp']],
  ['mail mails email emails e-mail message messages', mail],
  ['eml', ['eml']],
  ['msg outlook', ['msg']],
  ['mbox', ['mbox']],
  ['web webpage html htm', web],
  ['mhtml mht', ['mhtml']],
  ['book books ebook epub', ['epub']],
  ['image images picture pictures photo photos scan scans screenshot png jpg jpeg tif tiff gif bmp webp', image],
  ['archive archives zip tar gz gzip tgz', archive],
  ['text plain', text],
  ['txt', ['text']],
  ['markdown md', ['markdown']],
  ['latex tex', ['latex']],
  ['org', ['org']],
  ['asciidoc adoc', ['asciidoc']],
  ['rst', ['rst']],
  ['code source', ['code', 'json', 'yaml', 'xml']],
  ['json', ['json']],
  ['yaml yml', ['yaml']],
  ['xml', ['xml']],
  ['subtitles subtitle srt vtt', ['subtitles']],
];

const byWord = new Map(names.flatMap(([words, formats]) => words.split(' ').map((each) => [each, formats] as const)));

/** The formats that a word for a kind of document stands for; undefined for any other word. */
export function formatsCalled(name: string): readonly DocumentFormat[] | undefined {
  return byWord.get(name.toLowerCase().replace(/^\./, ''));
}
