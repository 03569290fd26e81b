import * as fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, contentTypeOf, pageFileSegments } from '../../../src/shared/window-policy.ts';

describe('the path of a page', () => {
  test('names files below the folder of the window', () => {
    expect(pageFileSegments('/')).toEqual(['index.html']);
    expect(pageFileSegments('/assets/a%20b.js')).toEqual(['assets', 'a b.js']);
    expect(pageFileSegments('/assets//app.js')).toEqual(['assets', 'app.js']);
  });

  test.each(['/..', '/%2e%2e/x', '/a/..%2f..%2fx', '/..%5cx', '/a%5c..%5cx', '/C:/x', '/C%3a/x', '/a%00.js', '/%', '/%c0%ae', '/./x'])(
    'names nothing as %s',
    (path) => {
      expect(pageFileSegments(path)).toBeNull();
    },
  );

  test('never leads out of the folder, on any system', () => {
    const part = fc.constantFrom('..', '.', '%2e', '%2E%2e', '/', '%2f', '\\', '%5C', ':', 'C:', '%00', 'a', 'assets', '%25', ' ');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 4 })), { maxLength: 10 }), (parts) => {
        const segments = pageFileSegments(`/${parts.join('')}`);
        if (segments === null) return;
        expect(posix.resolve('/srv', ...segments).startsWith('/srv/')).toBe(true);
        expect(win32.resolve('C:\\root', ...segments).startsWith('C:\\root\\')).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

test('the page may load nothing from elsewhere and run no text as code', () => {
  const directives = CONTENT_SECURITY_POLICY.split('; ');
  expect(directives[0]).toBe("default-src 'none'");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/'unsafe-eval'|https?:|\*/);
  expect(directives.find((directive) => directive.startsWith('script-src'))).toBe("script-src 'self' 'wasm-unsafe-eval'");
});

test('what is not known is bytes', () => {
  expect(contentTypeOf('x.HTML')).toBe('text/html; charset=utf-8');
  expect(contentTypeOf('x.exe')).toBe('application/octet-stream');
});
