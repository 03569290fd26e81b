import { PDFDocument, type PDFFont, StandardFonts, rgb } from 'pdf-lib';
import type { Box } from '../../../src/shared/domain/place.ts';

export interface Leaf {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

const width = 595;
const height = 842;
const margin = 72;
const sizePt = 11;
const leading = 16;

function wrapped(text: string, font: PDFFont, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (font.widthOfTextAtSize(longer, sizePt) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A PDF with a page per leaf, and for every paragraph the boxes of its lines, from the top left. */
export async function makePdf(leaves: readonly Leaf[]): Promise<{ bytes: Uint8Array<ArrayBuffer>; boxes: Box[][][] }> {
  const pdf = await PDFDocument.create();
  const body = await pdf.embedFont(StandardFonts.TimesRoman);
  const bold = await pdf.embedFont(StandardFonts.TimesRomanBold);
  const boxes: Box[][][] = [];
  for (const [index, leaf] of leaves.entries()) {
    const page = pdf.addPage([width, height]);
    page.drawText(leaf.heading, { x: margin, y: height - 96, size: 16, font: bold });
    let y = height - 130;
    const onPage: Box[][] = [];
    for (const paragraph of leaf.paragraphs) {
      const lines: Box[] = [];
      for (const line of wrapped(paragraph, body, width - 2 * margin)) {
        page.drawText(line, { x: margin, y, size: sizePt, font: body, color: rgb(0.1, 0.1, 0.1) });
        lines.push({ x0: margin, y0: height - y - 9, x1: margin + body.widthOfTextAtSize(line, sizePt), y1: height - y + 3 });
        y -= leading;
      }
      onPage.push(lines);
      y -= 8;
    }
    page.drawText(`${index + 1}`, { x: width / 2, y: 48, size: 9, font: body });
    boxes.push(onPage);
  }
  return { bytes: new Uint8Array(await pdf.save()), boxes };
}
