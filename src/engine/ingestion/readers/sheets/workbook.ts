import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { relationshipId } from '../package/relationship-id.ts';
import { readRelationships, type Relationship } from '../package/relationships.ts';

export interface WorkbookSheet {
  name: string;
  part: string;
  isHidden: boolean;
}

export interface Workbook {
  sheets: WorkbookSheet[];
  /** Days count from 1904. */
  is1904: boolean;
  links: Relationship[];
}

/** Sheets in the order of their tabs. Undefined when the package is no workbook. */
export async function readWorkbook(zip: BoundedZip, fileName: string): Promise<Workbook | undefined> {
  const root = await readRelationships(zip, '', fileName);
  const part = root.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!zip.has(part) || /\.bin$/i.test(part)) return undefined;
  const links = (await readRelationships(zip, part, fileName)).filter((link) => zip.has(link.part));
  const partOf = new Map(links.map((link) => [link.id, link.part]));
  const sheets: WorkbookSheet[] = [];
  let is1904 = false;
  let isWorkbook = false;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes, written) => {
      if (name === 'workbook') isWorkbook = true;
      if (name === 'workbookPr') is1904 = /^(?:1|true|on)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet' || attributes['name'] === undefined) return;
      const sheetPart = partOf.get(relationshipId(written) ?? '');
      const isHidden = /hidden/i.test(attributes['state'] ?? '');
      if (sheetPart !== undefined) sheets.push({ name: attributes['name'], part: sheetPart, isHidden });
    },
  });
  return isWorkbook ? { sheets, is1904, links } : undefined;
}
