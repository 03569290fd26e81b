import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { packageParts } from '../fixtures/documents/make-docx.ts';
import { hostileDocuments } from '../fixtures/documents/hostile-documents.ts';
import { rawPdf } from '../fixtures/documents/make-pdf.ts';
import { joinZip, makeZip, packHuge } from '../fixtures/documents/make-zip.ts';

const MIB = 1024 * 1024;
const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>';
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

function xlsx(rows: string): Buffer {
  const workbook = '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1" xmlns:r="r"/></sheets></workbook>';
  const links =
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';
  const root =
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>';
  return makeZip([
    { name: '_rels/.rels', content: root },
    { name: 'xl/workbook.xml', content: workbook },
    { name: 'xl/_rels/workbook.xml.rels', content: links },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(rows) },
  ]);
}

function zipInZip(depth: number): Buffer {
  let inner = makeZip([{ name: 'core.txt', content: 'the core' }]);
  for (let level = 0; level < depth; level += 1) inner = makeZip([{ name: `level-${level}.zip`, content: inner }]);
  return inner;
}

function nestedMail(depth: number): Buffer {
  const boundary = (level: number): string => `b${level}`;
  let head = 'Subject: deep\r\nMIME-Version: 1.0\r\n';
  for (let level = 0; level < depth; level += 1)
    head += `Content-Type: multipart/mixed; boundary="${boundary(level)}"\r\n\r\n--${boundary(level)}\r\n`;
  return Buffer.from(`${head}Content-Type: text/plain\r\n\r\nthe core\r\n`);
}

const documents: Record<string, () => Buffer | Promise<Buffer>> = {
  ...hostileDocuments,
  'stream-bomb.pdf': () => {
    const gigabyte = deflateSync(Buffer.alloc(256 * MIB, 0x20), { level: 1 });
    return rawPdf([
      catalog,
      '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
      page.replace('>>', '/Contents 4 0 R >>'),
      { dictionary: '/Filter /FlateDecode', stream: gigabyte },
    ]);
  },
  'many-pages.pdf': () => rawPdf([catalog, `<< /Type /Pages /Count 30000 /Kids [${'3 0 R '.repeat(30_000)}] >>`, page]),
  'count.pdf': () => rawPdf([catalog, '<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>', page]),
  'sparse.xlsx': () =>
    xlsx(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row><row r="2000000000"><c r="ZZZZZZ99"><v>3</v></c></row>',
    ),
  'wide.xlsx': () => xlsx(`<row r="1">${'<c t="inlineStr"><is><t>x</t></is></c>'.repeat(500_000)}</row>`),
  'sheet-bomb.xlsx': async () =>
    joinZip([
      ...(await Promise.all(packageParts().map(({ name, content }) => packHuge(name, content.toString(), ' ', 0, '')))),
      await packHuge(
        'xl/worksheets/sheet1.xml',
        '<worksheet><sheetData>',
        '<row><c><v>1</v></c></row>',
        1024 * MIB,
        '</sheetData></worksheet>',
      ),
    ]),
  'repeated.ods': () =>
    makeZip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
      {
        name: 'content.xml',
        content:
          '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="T">' +
          '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>' +
          '</table:table></office:spreadsheet></office:body></office:document-content>',
      },
    ]),
  'zip-in-zip.zip': () => zipInZip(40),
  'gigabyte.txt.gz': () => gzipSync(Buffer.alloc(512 * MIB, 0x61), { level: 1 }),
  'escape.zip': () =>
    makeZip(
      ['../../etc/passwd', '/etc/shadow', 'C:\\windows\\x.txt', 'a/../../b.txt', 'nul\u0000.txt'].map((name) => ({ name, content: 'x' })),
    ),
  'deep.eml': () => nestedMail(20_000),
  'headers.eml': () => Buffer.from(`${'X-A: b\r\n'.repeat(500_000)}\r\nbody`),
  'one.mbox': () => Buffer.from('From a@b Mon Jan  1 00:00:00 2024\nSubject: s\n\nbody\n\n'.repeat(100_000)),
  'open-quote.csv': () => Buffer.from(`a,b\n"${'x,y\n'.repeat(5_000_000)}`),
  'one-row.csv': () => Buffer.from('x,'.repeat(5_000_000)),
  'deep.json': () => Buffer.from(`${'['.repeat(1_000_000)}1${']'.repeat(1_000_000)}`),
  'deep.xml': () => Buffer.from(`${'<a>'.repeat(500_000)}x${'</a>'.repeat(500_000)}`),
  'laughs.xml': () =>
    Buffer.from(
      `<!DOCTYPE d [<!ENTITY a "lol">${Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]><d>&a29;</d>`,
    ),
  'anchors.yaml': () =>
    Buffer.from(`a0: &a0 [x]\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`).join('\n')}\n`),
  'braces.rtf': () => Buffer.from(`{\\rtf1 ${'{'.repeat(1_000_000)}x`),
  'cues.srt': () => Buffer.from('1\n00:00:00,000 --> 99:59:59,999\nx\n\n'.repeat(300_000)),
  'sections.tex': () => Buffer.from('\\section{x}{'.repeat(300_000)),
  'stars.org': () => Buffer.from(`${'*'.repeat(200_000)} x\n`.repeat(20)),
};

const heads: Record<string, Buffer> = {
  'huge.pdf': Buffer.from('%PDF-1.7\n'),
  'huge.docx': Buffer.from('PK\u0003\u0004'),
  'huge.txt': Buffer.from('words at the head of a long file\n'),
  'huge.csv': Buffer.from('a,b\n1,2\n'),
  'huge.html': Buffer.from('<html><p>words'),
  'huge.eml': Buffer.from('Subject: x\r\n\r\nbody\r\n'),
  'huge.tar': Buffer.from('a.txt'),
};

/** Bombs by file name; each writes itself to a path. The last ones are 500 MB on paper and a few bytes on disk. */
export const bombs: Record<string, (path: string) => Promise<void>> = {
  ...Object.fromEntries(
    Object.entries(documents).map(([name, make]) => [name, async (path: string) => writeFileSync(path, await make())] as const),
  ),
  ...Object.fromEntries(
    Object.entries(heads).map(([name, head]) => [
      name,
      async (path: string) => {
        const file = openSync(path, 'w');
        writeSync(file, head);
        ftruncateSync(file, 500 * MIB);
        closeSync(file);
        await Promise.resolve();
      },
    ]),
  ),
};
