import { useEffect, useState } from 'react';
import type { Blocks } from '../use-blocks.ts';
import { findSheets, type SheetRange } from './find-sheets.ts';

/** A sheet; its name stands before its rows as a block of its own. */
export interface Sheet extends SheetRange {
  /** The first block that is shown. */
  readonly rowsFrom: number;
}

const none: readonly Sheet[] = [];

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
export function useSheets(blocks: Blocks, total: number | null): readonly Sheet[] {
  const [found, setFound] = useState<{ blocks: Blocks; sheets: readonly Sheet[] } | null>(null);
  useEffect(() => {
    if (total === null) return undefined;
    let stopped = false;
    const look = async () => {
      const sheets: Sheet[] = [];
      for await (const sheet of findSheets(total, (ordinal) => sheetAt(blocks, ordinal))) {
        const first = await blocks.one(sheet.from);
        if (stopped) return;
        sheets.push({ ...sheet, rowsFrom: first?.kind === 'heading' ? sheet.from + 1 : sheet.from });
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
