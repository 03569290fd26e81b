import { useMemo, useState } from 'react';
import { columnLetters } from '../../../../shared/domain/column-letters.ts';
import type { Place, Span } from '../../../../shared/domain/place.ts';
import { useStore } from '../../../state/store.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useBlocks } from '../use-blocks.ts';
import { usePlaces } from '../use-open-document.ts';
import { useTarget } from '../use-target.ts';
import { type CellRange, rangesOf } from './cell-range.ts';
import { SheetGrid } from './sheet-grid.tsx';
import type { SheetCell } from './sheet-row.tsx';
import { useSheets } from './use-sheets.ts';
import './sheet.css';

export interface SheetViewerProps {
  readonly documentId: number;
  readonly span: Span | null;
  readonly place: Place | null;
  readonly visit: number;
}

const nothing: readonly CellRange[] = [];

/** The sheets of a workbook as a person knows them, with the cited range marked and in view. */
export function SheetViewer({ documentId, span, place, visit }: SheetViewerProps) {
  const blocks = useBlocks(documentId);
  const { total, pages, error } = useStore(blocks);
  const sheets = useSheets(blocks, total);
  const target = useTarget(blocks, total, span, visit);
  const places = usePlaces(span, span && place);
  const cited = useMemo(() => (span ? rangesOf(places) : nothing), [span, places]);
  const [chosen, setChosen] = useState<{ visit: number; sheet: string } | null>(null);
  const [selected, setSelected] = useState<SheetCell | null>(null);

  const citedSheet = target && sheets.find(({ from, to }) => from <= target.ordinal && target.ordinal < to);
  const pressed = chosen?.visit === visit ? sheets.find(({ name }) => name === chosen.sheet) : undefined;
  const shown = pressed ?? citedSheet ?? (span === null ? sheets[0] : undefined);

  // The blocks before the first sheet is known are asked for once; the grid asks for the rest.
  if (total === null && pages.size === 0 && !error) blocks.want(0, 0);
  if (error && total === null)
    return <ErrorNote error={error} actions={{ retry: () => blocks.refresh(), reload: () => blocks.refresh() }} />;

  const cell = selected && blocks.at(selected.ordinal);
  const locator = cell?.kind === 'table-row' && cell.locator?.kind === 'cells' ? cell.locator : null;
  const part = locator?.cells.find(({ column }) => column === selected?.column);
  const name =
    locator && selected
      ? `${columnLetters(selected.column)}${locator.row}`
      : cited.find(({ sheet }) => sheet === shown?.name) && place?.kind === 'cells'
        ? place.range
        : '';
  return (
    <div className="sheet-viewer" data-testid="sheet-viewer">
      <div className="sheet-line" aria-live="polite">
        <span className="sheet-line-name tabular" data-testid="sheet-cell-name">
          {name}
        </span>
        <span className="sheet-line-text" data-testid="sheet-cell-text">
          {part && cell ? cell.text.slice(part.start, part.end) : selected ? '' : 'Press a cell to see all of it.'}
        </span>
      </div>
      {!shown && total !== 0 && <Skeleton lines={[90, 96, 90, 94, 90]} label="Loading the sheet" />}
      {total === 0 && <p className="text-none">No cells were read from this document.</p>}
      {shown && (
        <SheetGrid
          key={shown.name}
          blocks={blocks}
          sheet={shown}
          cited={cited}
          target={target && shown === citedSheet ? target : null}
          span={span}
          visit={visit}
          selected={selected}
          onSelect={setSelected}
          arrived={pages.size}
        />
      )}
      {sheets.length > 0 && (
        <div className="sheet-tabs scroll" role="tablist" aria-label="Sheets">
          {sheets.map((sheet) => (
            <button
              key={`${sheet.from}-${sheet.name}`}
              type="button"
              role="tab"
              className="sheet-tab"
              data-testid="sheet-tab"
              aria-selected={sheet === shown}
              data-cited={cited.some((range) => range.sheet === sheet.name) || undefined}
              onClick={() => {
                setChosen({ visit, sheet: sheet.name });
                setSelected(null);
              }}
            >
              {sheet.name || 'Table'}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
