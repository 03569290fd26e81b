import type { BlockFlow } from '../package/block-flow.ts';

/** Takes an element that builds a table, or says how its cells are merged; any other is passed over. */
export function openTablePart(flow: BlockFlow, name: string, attributes: Readonly<Record<string, string>>): void {
  if (name === 'tbl') flow.openTable();
  else if (name === 'tr') flow.openRow();
  else if (name === 'tc') flow.openCell();
  else if (name === 'tblHeader' && isOn(attributes['val'])) flow.markHeaderRow();
  else if (name === 'gridSpan') flow.spanColumns(Number(attributes['val'] ?? 1));
  else if ((name === 'vMerge' || name === 'hMerge') && attributes['val'] !== 'restart') flow.continueCell();
}

/** A property that stands there without a value is set. */
export function isOn(value: string | undefined): boolean {
  return value !== '0' && value !== 'false' && value !== 'off';
}
