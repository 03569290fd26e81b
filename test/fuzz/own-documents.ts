import { makeDocx, paragraph, tableRow } from '../fixtures/documents/make-docx.ts';
import { typesetPdf } from '../fixtures/documents/typeset-pdf.ts';

/** Small sound documents of the project's own making, to be made wrong. */
export async function ownDocuments(): Promise<{ name: string; bytes: Buffer }[]> {
  const leaves = [1, 2, 3].map((page) => ({
    heading: `Part ${page}`,
    paragraphs: [`The rent of part ${page} is 900 euro.`, 'It is paid monthly.'],
  }));
  const texts: Record<string, string> = {
    'a.md': '# Lease\n\n- rent\n- term\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n',
    'a.html': '<html><title>Lease</title><body><h1>Rent</h1><table><tr><td>1</td></tr></table><ul><li>x</li></ul></body></html>',
    'a.csv': 'City,Country\n"Oslo, N",Norway\nBergen,Norway\n',
    'a.eml':
      'From: a@b\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nbody\r\n--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nfile\r\n--x--\r\n',
    'a.json': '{"lease": [{"rent": 900, "term": "two years"}]}',
    'a.xml': '<?xml version="1.0"?><lease><rent>900</rent></lease>',
    'a.srt': '1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n',
    'a.rtf': '{\\rtf1\\ansi Rent is {\\b 900} euro.\\par}',
    'a.tex': '\\section{Rent}\nIt is $900$ euro.\n',
  };
  return [
    { name: 'a.pdf', bytes: Buffer.from((await typesetPdf(leaves)).bytes) },
    {
      name: 'a.docx',
      bytes: makeDocx({ body: paragraph('Rent', 'Heading1') + paragraph('It is 900 euro.') + `<w:tbl>${tableRow('a', 'b')}</w:tbl>` }),
    },
    ...Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
  ];
}
