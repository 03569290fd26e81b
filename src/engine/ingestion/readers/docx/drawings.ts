import type { Piece } from '../package/block-flow.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { isChartLink, readChart } from '../package/chart-text.ts';
import { readDiagram } from '../package/diagram-text.ts';
import type { Relationship } from '../package/relationships.ts';

const MAX_DRAWINGS = 500;

/** What the charts and diagrams of a part say, by the id of the relationship to them. */
export async function readDrawings(
  zip: BoundedZip,
  relationships: readonly Relationship[],
  fileName: string,
): Promise<Map<string, Piece[]>> {
  const drawings = new Map<string, Piece[]>();
  for (const { id, type, part } of relationships.slice(0, MAX_DRAWINGS)) {
    if (!zip.has(part)) continue;
    if (isChartLink({ type })) drawings.set(id, await readChart(zip, part, fileName));
    else if (type === 'diagramData') drawings.set(id, await readDiagram(zip, part, fileName));
  }
  return drawings;
}
