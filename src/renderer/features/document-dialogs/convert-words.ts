export interface ConvertWords {
  /** How to come to a file that can be read; one or two sentences. */
  readonly how: string;
  readonly into: string;
}

const rows: readonly (readonly [extensions: string, how: string, into: string])[] = [
  ['pages', 'Open it in Pages, then File › Export To › Word or PDF.', 'Word or PDF'],
  ['numbers', 'Open it in Numbers, then File › Export To › Excel or CSV.', 'Excel or CSV'],
  ['key', 'Open it in Keynote, then File › Export To › PowerPoint or PDF.', 'PowerPoint or PDF'],
  ['wpd wps wri', 'Open it in LibreOffice Writer, then File › Save As › Word (.docx).', 'Word'],
  ['pub vsd vsdx', 'Open it in the program it was made with, then File › Export › PDF.', 'PDF'],
  ['one onepkg', 'In OneNote, export the notebook or section as PDF or Word.', 'PDF or Word'],
  ['xlsb', 'Open it in Excel or LibreOffice Calc, then save it as Excel workbook (.xlsx).', 'Excel'],
  ['mobi azw azw3 lit fb2', 'Convert it with Calibre: Convert books › EPUB.', 'EPUB'],
  ['djvu xps oxps ps eps', 'Open it in its viewer and print it to a PDF file.', 'PDF'],
  [
    'heic heif avif psd ai raw cr2 nef svg',
    'Open it in an image program and export it as PNG or JPEG; its text can then be recognised.',
    'PNG or JPEG',
  ],
  [
    'mp3 m4a wav ogg flac mp4 mov mkv avi webm',
    'Footnote does not listen. Have it transcribed into SRT, VTT or text, and add that file.',
    'SRT, VTT or text',
  ],
  ['rar 7z xz bz2 iso dmg cab', 'Unpack it into a folder, and add the folder; or pack it as ZIP or TAR.', 'a folder or ZIP'],
  ['pst ost', 'Export the mailbox as MBOX, or the messages as EML.', 'MBOX or EML'],
  ['mdb accdb sqlite db dbf', 'Export the tables you need as CSV.', 'CSV'],
  ['dwg dxf', 'Plot or export the drawing as PDF.', 'PDF'],
];

const byExtension = new Map(rows.flatMap(([names, how, into]) => names.split(' ').map((name) => [name, { how, into }] as const)));

/** How a file that is not read can be turned into one that is, by the end of its name. */
export function convertWords(name: string): ConvertWords {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return (
    byExtension.get(extension) ?? {
      how: 'Open it in the program it was made with, and save or export a copy as one of the kinds that are read.',
      into: 'PDF, Word or text',
    }
  );
}
