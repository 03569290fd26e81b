import { formatDate } from './format-date.ts';
import { formatDigits, formatGeneral } from './format-number.ts';
import { type FormatSection, parseFormat } from './parse-format.ts';

/** Shows values as one number format does. */
export interface NumberFormat {
  /** `is1904`: days count from 1904. */
  number(value: number, is1904: boolean): string;
  text(value: string): string;
}

/** The format of a code like “#,##0.00;[Red]-0” in the English notation that files use. */
export function numberFormat(code: string): NumberFormat {
  const sections = parseFormat(code);
  const last = sections.at(-1);
  const textSection = sections[3] ?? (last?.kind === 'text' ? last : undefined);
  const numeric = sections.slice(0, 3).filter((section) => section !== textSection);
  return {
    number: (value, is1904) => (Number.isFinite(value) ? show(value, numeric, is1904) : String(value)),
    text: (value) => (textSection === undefined ? value : textSection.tokens.map((token) => textToken(token, value)).join('')),
  };
}

function textToken(token: FormatSection['tokens'][number], value: string): string {
  return token.type === 'text' ? value : token.type === 'literal' ? token.text : '';
}

function show(value: number, sections: readonly FormatSection[], is1904: boolean): string {
  const index = sectionFor(value, sections);
  const section = sections[index];
  if (section === undefined) return formatGeneral(value);
  if (section.kind === 'date') return formatDate(value, section, is1904)?.trim() ?? formatGeneral(value);
  const sign = value < 0 && !leavesSignOut(section, index, sections) ? '-' : '';
  if (section.kind === 'general') {
    const shown = formatGeneral(Math.abs(value));
    const affixed = section.tokens.map((token) => (token.type === 'general' ? shown : token.type === 'literal' ? token.text : '')).join('');
    return sign + (section.tokens.some((token) => token.type === 'general') ? affixed : shown);
  }
  const digits = formatDigits(value, section.tokens).replace(/ {2,}/g, ' ').trim();
  return digits === '' ? '' : sign + digits;
}

function sectionFor(value: number, sections: readonly FormatSection[]): number {
  if (sections.some((section) => section.condition !== undefined)) {
    return sections.findIndex(({ condition }) => condition === undefined || holds(value, condition));
  }
  if (sections.length <= 1) return 0;
  if (sections.length === 2) return value >= 0 ? 0 : 1;
  return value > 0 ? 0 : value < 0 ? 1 : 2;
}

function holds(value: number, { operator, operand }: { operator: string; operand: number }): boolean {
  switch (operator) {
    case '<':
      return value < operand;
    case '<=':
      return value <= operand;
    case '>':
      return value > operand;
    case '>=':
      return value >= operand;
    case '<>':
      return value !== operand;
    default:
      return value === operand;
  }
}

/** A section for negative numbers alone says itself how it shows that. */
function leavesSignOut(section: FormatSection, index: number, sections: readonly FormatSection[]): boolean {
  if (section.condition !== undefined) return section.condition.operator.startsWith('<') && section.condition.operand <= 0;
  return index === 1 && sections.every(({ condition }) => condition === undefined);
}
