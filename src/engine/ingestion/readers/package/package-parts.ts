import type { BoundedZip } from './bounded-zip.ts';
import { readXmlWhole } from './read-xml.ts';

/** Names of the parts of a Word document that are read. */
export interface DocxParts {
  document: string;
  styles: string | undefined;
  footnotes: string | undefined;
  endnotes: string | undefined;
}

/** Follows the package's relationships; programs differ in how they name the parts. Undefined when it is not a Word document. */
export async function docxParts(zip: BoundedZip, fileName: string): Promise<DocxParts | undefined> {
  const root = await relationships(zip, '', fileName);
  const document = root.get('officeDocument') ?? 'word/document.xml';
  if (!zip.has(document) || !document.toLowerCase().startsWith('word/')) return undefined;
  const own = await relationships(zip, document, fileName);
  const part = (type: string): string | undefined => {
    const name = own.get(type);
    return name !== undefined && zip.has(name) ? name : undefined;
  };
  return { document, styles: part('styles'), footnotes: part('footnotes'), endnotes: part('endnotes') };
}

/** Relationship type (its last word) to part name; external targets are never followed. */
async function relationships(zip: BoundedZip, source: string, fileName: string): Promise<Map<string, string>> {
  const slash = source.lastIndexOf('/') + 1;
  const folder = source.slice(0, slash);
  const targets = new Map<string, string>();
  await readXmlWhole(zip, `${folder}_rels/${source.slice(slash)}.rels`, fileName, {
    open: (name, { Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Type === undefined || Target === undefined || TargetMode === 'External') return;
      const type = Type.slice(Type.lastIndexOf('/') + 1);
      if (!targets.has(type)) targets.set(type, resolvePart(folder, Target));
    },
  });
  return targets;
}

function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : folder + target;
  const parts: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}
