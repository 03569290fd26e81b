import type { BoundedZip } from './bounded-zip.ts';
import { readRelationships, type Relationship } from './relationships.ts';

/** Names of the parts of a Word document that are read. */
export interface DocxParts {
  document: string;
  styles: string | undefined;
  numbering: string | undefined;
  footnotes: string | undefined;
  endnotes: string | undefined;
  comments: string | undefined;
  headersAndFooters: string[];
  /** Of the main part, for what it draws. */
  relationships: Relationship[];
}

/** Follows the package's relationships; programs differ in how they name the parts. Undefined when it is not a Word document. */
export async function docxParts(zip: BoundedZip, fileName: string): Promise<DocxParts | undefined> {
  const root = await readRelationships(zip, '', fileName);
  const document = root.find(({ type }) => type === 'officeDocument')?.part ?? 'word/document.xml';
  if (!zip.has(document) || !document.toLowerCase().startsWith('word/')) return undefined;
  const relationships = (await readRelationships(zip, document, fileName)).filter(({ part }) => zip.has(part));
  const part = (wanted: string): string | undefined => relationships.find(({ type }) => type === wanted)?.part;
  return {
    document,
    styles: part('styles'),
    numbering: part('numbering'),
    footnotes: part('footnotes'),
    endnotes: part('endnotes'),
    comments: part('comments'),
    headersAndFooters: relationships.filter(({ type }) => type === 'header' || type === 'footer').map((each) => each.part),
    relationships,
  };
}
