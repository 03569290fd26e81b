import type { BlockKind } from '../../../../shared/domain/document.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';

/** What a paragraph style says about structure. */
export interface ParagraphStyle {
  /** 1 to 6 for headings. */
  headingLevel: number | undefined;
  isList: boolean;
  /** The list its paragraphs belong to, and their level in it from 0. */
  listId: string | undefined;
  listLevel: number | undefined;
  kind: Extract<BlockKind, 'quote' | 'caption'> | undefined;
}

export interface WordStyles {
  /** `styleId` is empty for a paragraph that names none. */
  paragraph(styleId: string): ParagraphStyle;
  /** The list that a numbering style names. */
  listOf(styleId: string): string | undefined;
}

interface RawStyle {
  name: string;
  basedOn: string | undefined;
  outlineLevel: number | undefined;
  listId: string | undefined;
  listLevel: number | undefined;
}

const MAX_BASES = 20;

/** For parts whose paragraphs are nothing but text. */
export const plainStyles: WordStyles = {
  paragraph: () => ({ headingLevel: undefined, isList: false, listId: undefined, listLevel: undefined, kind: undefined }),
  listOf: () => undefined,
};

/**
 * Paragraph styles by id. Ids are in the language of the program that wrote the file (“berschrift1”); the
 * names of built-in styles and the outline levels are not, so these decide.
 */
export async function readStyles(zip: BoundedZip, part: string | undefined, fileName: string): Promise<WordStyles> {
  const raw = new Map<string, RawStyle>();
  const numbering = new Map<string, RawStyle>();
  let current: RawStyle | undefined;
  if (part !== undefined) {
    await readXmlWhole(zip, part, fileName, {
      open: (name, attributes) => {
        if (name === 'style') {
          current = { name: '', basedOn: undefined, outlineLevel: undefined, listId: undefined, listLevel: undefined };
          const { type, styleId } = attributes;
          if (type === 'paragraph' && styleId !== undefined) raw.set(styleId, current);
          if (type === 'numbering' && styleId !== undefined) numbering.set(styleId, current);
        } else if (current !== undefined) {
          const value = attributes['val'] ?? '';
          if (name === 'name') current.name = value.toLowerCase();
          else if (name === 'basedOn') current.basedOn = value;
          else if (name === 'outlineLvl') current.outlineLevel = Number(value);
          else if (name === 'numId') current.listId = value;
          else if (name === 'ilvl') current.listLevel = Number(value) || 0;
        }
      },
      close: (name) => {
        if (name === 'style') current = undefined;
      },
    });
  }
  const resolved = new Map<string, ParagraphStyle>();
  return {
    paragraph: (styleId) => {
      let style = resolved.get(styleId);
      if (style === undefined) {
        style = resolve(raw, styleId);
        resolved.set(styleId, style);
      }
      return style;
    },
    listOf: (styleId) => numbering.get(styleId)?.listId,
  };
}

function resolve(raw: ReadonlyMap<string, RawStyle>, styleId: string): ParagraphStyle {
  const style: ParagraphStyle = { ...plainStyles.paragraph('') };
  let id: string | undefined = styleId;
  for (let step = 0; id !== undefined && step < MAX_BASES; step += 1) {
    const base: RawStyle | undefined = raw.get(id);
    const name = base?.name ?? id.toLowerCase();
    style.headingLevel ??= headingLevel(base?.outlineLevel, name);
    style.listId ??= base?.listId;
    style.listLevel ??= base?.listLevel;
    style.isList ||= (base?.listId ?? '0') !== '0' || /^list (?:paragraph|bullet|number)/.test(name);
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
