import { useEffect, useState } from 'react';
import type { Blocks } from '../use-blocks.ts';
import { findSheets, type SheetRange } from './find-sheets.ts';

const none: readonly SheetRange[] = [];

/** The name of the sheet a block is in: a head belongs to the rows after it, a note to those before. */
async function sheetAt(blocks: Blocks, ordinal: number): Promise<string> {
  const block = await blocks.one(ordinal);
  if (!block) return '';
  if (block.locator?.kind === 'cells') return block.locator.sheet;
  const step = block.kind === 'heading' ? 1 : -1;
  for (let at = ordinal + step; at >= 0; at += step) {
    const other = await blocks.one(at);
    if (!other) return '';
    if (other.locator?.kind === 'cells') return other.locator.sheet;
  }
  return '';
}

/** The sheets of a document, in their order, as they are found. */
export function useSheets(blocks: Blocks, total: number | null): readonly SheetRange[] {
  const [found, setFound] = useState<{ blocks: Blocks; sheets: readonly SheetRange[] } | null>(null);
  useEffect(() => {
    if (total === null) return undefined;
    let stopped = false;
    const look = async () => {
      const sheets: SheetRange[] = [];
      for await (const sheet of findSheets(total, (ordinal) => sheetAt(blocks, ordinal))) {
        if (stopped) return;
        sheets.push(sheet);
        setFound({ blocks, sheets: [...sheets] });
      }
    };
    // Without its sheets the pane still has the text.
    look().catch(() => undefined);
    return () => {
      stopped = true;
    };
  }, [blocks, total]);
  return found?.blocks === blocks ? found.sheets : none;
}
