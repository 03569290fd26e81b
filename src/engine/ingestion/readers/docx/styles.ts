import type { BlockKind } from '../../../../shared/domain/document.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';

/** What a paragraph style says about structure. */
export interface ParagraphStyle {
  /** 1 to 6 for headings. */
  headingLevel: number | undefined;
  isList: boolean;
  kind: Extract<BlockKind, 'quote' | 'caption'> | undefined;
}

interface RawStyle {
  name: string;
  basedOn: string | undefined;
  outlineLevel: number | undefined;
  isList: boolean;
}

const MAX_BASES = 20;

/**
 * Paragraph styles by id. Ids are in the language of the program that wrote the file (“berschrift1”); the
 * names of built-in styles and the outline levels are not, so these decide.
 */
export async function readStyles(
  zip: BoundedZip,
  part: string | undefined,
  fileName: string,
): Promise<(styleId: string) => ParagraphStyle> {
  const raw = new Map<string, RawStyle>();
  let current: RawStyle | undefined;
  if (part !== undefined) {
    await readXmlWhole(zip, part, fileName, {
      open: (name, attributes) => {
        if (name === 'style') {
          current = { name: '', basedOn: undefined, outlineLevel: undefined, isList: false };
          if (attributes['type'] === 'paragraph' && attributes['styleId'] !== undefined) raw.set(attributes['styleId'], current);
        } else if (current !== undefined) {
          const value = attributes['val'] ?? '';
          if (name === 'name') current.name = value.toLowerCase();
          else if (name === 'basedOn') current.basedOn = value;
          else if (name === 'outlineLvl') current.outlineLevel = Number(value);
          else if (name === 'numId') current.isList = value !== '0';
        }
      },
      close: (name) => {
        if (name === 'style') current = undefined;
      },
    });
  }
  const resolved = new Map<string, ParagraphStyle>();
  return (styleId) => {
    let style = resolved.get(styleId);
    if (style === undefined) {
      style = resolve(raw, styleId);
      resolved.set(styleId, style);
    }
    return style;
  };
}

function resolve(raw: ReadonlyMap<string, RawStyle>, styleId: string): ParagraphStyle {
  const style: ParagraphStyle = { headingLevel: undefined, isList: false, kind: undefined };
  let id: string | undefined = styleId;
  for (let step = 0; id !== undefined && step < MAX_BASES; step += 1) {
    const base: RawStyle | undefined = raw.get(id);
    const name = base?.name ?? id.toLowerCase();
    style.headingLevel ??= headingLevel(base?.outlineLevel, name);
    style.isList ||= base?.isList === true || /^list (?:paragraph|bullet|number)/.test(name);
    if (style.kind === undefined && /^(?:intense )?quote$/.test(name)) style.kind = 'quote';
    if (style.kind === undefined && name === 'caption') style.kind = 'caption';
    id = base?.basedOn;
  }
  return style;
}

/** Outline levels count from 0; 9 means body text. */
function headingLevel(outlineLevel: number | undefined, name: string): number | undefined {
  if (outlineLevel !== undefined && outlineLevel >= 0 && outlineLevel < 9) return Math.min(outlineLevel + 1, 6);
  if (name === 'title') return 1;
  const number = /^heading ?([1-9])$/.exec(name)?.[1];
  return number === undefined ? undefined : Math.min(Number(number), 6);
}
