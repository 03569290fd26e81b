import type { ReadBlock } from '../../../shared/contract/reader.ts';
import { shortened } from './chunk-context.ts';
import { MAX_TABLE_HEADER_TOKENS } from './chunk-limits.ts';
import { countTokens } from './count-tokens.ts';

type Block = Pick<ReadBlock, 'kind' | 'level' | 'text' | 'locator'> & { start: number };

/** Follows tables through a stream of blocks: which row heads the one that is current. */
export interface TableHeader {
  note(block: Block): void;
  /** The header for rows that begin at `start` of the canonical text; null for the header itself and outside of tables. */
  above(start: number): string | null;
  /** Tokens to keep free for it. */
  tokens(): number;
}

const number = /^[\s\p{Sc}(+-]*\d[\d\s.,:/%)\p{Sc}-]*$/u;

/** A first row that is mostly figures names nothing. */
function namesColumns(text: string): boolean {
  const cells = text.split(' | ');
  return cells.length > 1 && cells.filter((cell) => number.test(cell)).length * 2 < cells.length;
}

/** A table is a run of rows, in a sheet all rows of the sheet; its first row heads it when it names columns, and a row
 * of level 1 heads what follows, since its reader knows. */
export function createTableHeader(): TableHeader {
  let header: { text: string; start: number; tokens: number } | null = null;
  let table: string | null = null;

  return {
    note({ kind, level, text, locator, start }) {
      if (kind !== 'table-row') {
        if (locator?.kind !== 'cells') [header, table] = [null, null];
        return;
      }
      const current = locator?.kind === 'cells' ? `sheet ${locator.sheet}` : 'rows';
      if (table === current && level !== 1) return;
      table = current;
      const line = level === 1 || namesColumns(text) ? shortened(text, MAX_TABLE_HEADER_TOKENS) : '';
      header = line === '' ? null : { text: line, start, tokens: countTokens(line) + 1 };
    },
    above: (start) => (header !== null && start > header.start ? header.text : null),
    tokens: () => header?.tokens ?? 0,
  };
}
