import type { BoundedZip } from './bounded-zip.ts';
import { readXmlWhole } from './read-xml.ts';

/** A link from one part of an Office package to another. */
export interface Relationship {
  id: string;
  /** The last word of its type: “chart”, “footnotes”. */
  type: string;
  /** The part's name in the package. */
  part: string;
}

/** The relationships of a part (of the package itself for ''), in the order of the file; external targets are never followed. */
export async function readRelationships(zip: BoundedZip, source: string, fileName: string): Promise<Relationship[]> {
  const slash = source.lastIndexOf('/') + 1;
  const folder = source.slice(0, slash);
  const found: Relationship[] = [];
  await readXmlWhole(zip, `${folder}_rels/${source.slice(slash)}.rels`, fileName, {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || Type === undefined || Target === undefined || TargetMode === 'External') return;
      found.push({ id: Id ?? '', type: Type.slice(Type.lastIndexOf('/') + 1), part: resolvePart(folder, Target) });
    },
  });
  return found;
}

/** The name of the part that `target` means when it is named in `folder` (empty, or ending with a slash). */
export function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : folder + target;
  const parts: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}
