import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(resolve(import.meta.dirname, '../../../src/renderer/ui/tokens.css'), 'utf8');

/** The colours of one rule, light and dark. */
function colours(selector: string): Map<string, [string, string]> {
  const body = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  const found = body.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return new Map([...found].map(([, name, light, dark]) => [name ?? '', [light ?? '', dark ?? '']]));
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const papers = ['paper-sunken', 'paper', 'paper-raised', 'paper-hover', 'paper-selected'];
const texts = ['ink', 'ink-soft', 'ink-faint'];
const pairs: [string, string, number][] = [
  ...papers.flatMap((paper) => texts.map((text): [string, string, number] => [text, paper, 4.5])),
  ...['paper', 'paper-raised', 'paper-sunken', 'accent-soft'].map((paper): [string, string, number] => ['accent', paper, 4.5]),
  ...['paper', 'paper-raised', 'paper-sunken'].flatMap((paper): [string, string, number][] => [
    ['amber', paper, 4.5],
    ['red', paper, 4.5],
    ['rule-strong', paper, 3],
  ]),
  ['ink', 'amber-soft', 4.5],
  ['ink', 'red-soft', 4.5],
  ['ink-soft', 'red-soft', 4.5],
  ['red', 'red-soft', 4.5],
  ['ink', 'accent-soft', 4.5],
  ['ink-soft', 'accent-soft', 4.5],
  ['ink', 'mark', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
];

const standard = colours(':root');
const more = new Map([...standard, ...colours(":root[data-contrast='more']")]);

test.each([
  ['as it comes', standard],
  ['with more contrast', more],
])('every pair of colours meets WCAG AA in light and dark, %s', (_name, palette) => {
  for (const [over, under, least] of pairs) {
    for (const mode of [0, 1] as const) {
      const [a, b] = [palette.get(over)?.[mode], palette.get(under)?.[mode]];
      if (!a || !b) throw new Error(`no colour for ${over} on ${under}`);
      expect(contrast(a, b), `${over} on ${under}, ${mode === 0 ? 'light' : 'dark'}`).toBeGreaterThanOrEqual(least);
    }
  }
});

test('what the system asks for with more contrast is what the setting gives', () => {
  const bySystem = css.slice(css.indexOf('@media (prefers-contrast: more)')).split('}')[0] ?? '';
  for (const [name, [light, dark]] of colours(":root[data-contrast='more']")) {
    expect(bySystem).toContain(`--${name}: light-dark(${light}, ${dark})`);
  }
});
