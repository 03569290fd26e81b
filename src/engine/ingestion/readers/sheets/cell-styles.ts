import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { builtinFormats } from './number-format/builtin-formats.ts';
import { type NumberFormat, numberFormat } from './number-format/format-value.ts';

/** The number format of a cell by the number of its style. */
export type FormatOfStyle = (style: number) => NumberFormat;

export async function readCellStyles(zip: BoundedZip, part: string | undefined, fileName: string): Promise<FormatOfStyle> {
  const codes = new Map<number, string>();
  const formatIds: number[] = [];
  let inCellFormats = false;
  if (part !== undefined) {
    await readXmlWhole(zip, part, fileName, {
      open: (name, { numFmtId, formatCode }) => {
        if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode.slice(0, 255));
        else if (name === 'cellXfs') inCellFormats = true;
        else if (name === 'xf' && inCellFormats) formatIds.push(Number(numFmtId ?? 0));
      },
      close: (name) => {
        if (name === 'cellXfs') inCellFormats = false;
      },
    });
  }
  const formats = new Map<number, NumberFormat>();
  return (style) => {
    const id = formatIds[style] ?? 0;
    let format = formats.get(id);
    if (format === undefined) {
      format = numberFormat(codes.get(id) ?? builtinFormats[id] ?? 'General');
      formats.set(id, format);
    }
    return format;
  };
}
