import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const source = (file: string): string => readFileSync(resolve(import.meta.dirname, '../../../src', file), 'utf8');

test('the window opens in the colours of the page, so that nothing flashes', () => {
  const [, light, dark] = /--paper: light-dark\((#\w+), (#\w+)\)/.exec(source('renderer/ui/tokens.css')) ?? [];
  expect(source('main/window.ts')).toContain(`shouldUseDarkColors ? '${dark}' : '${light}'`);
});
