import { describe, expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { openableLink } = await import('../../../src/main/navigation.ts');
const { isAppUrl, isTrustedSender } = await import('../../../src/main/sender.ts');
const { pageFile } = await import('../../../src/main/app-protocol.ts');

describe('links', () => {
  test('only https leaves the application', () => {
    expect(openableLink('https://example.com/a?b#c')).toBe('https://example.com/a?b#c');
    const refused = [
      'http://example.com',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'app://bundle/',
      'smb://host/share',
      'not a link',
      '',
    ];
    expect(refused.filter((link) => openableLink(link) !== null)).toEqual([]);
  });

  test('a link that shows one host and means another is refused', () => {
    expect(openableLink('https://bank.example@evil.example/')).toBeNull();
  });
});

describe('senders', () => {
  const from = (url: string, parent: object | null = null) => isTrustedSender({ senderFrame: { url, parent } } as never);

  test('the top frame of our page is obeyed', () => {
    expect(from('app://bundle/index.html')).toBe(true);
  });

  test('frames inside it, other schemes whose origin is null, look-alike hosts and frames that are gone are not', () => {
    expect(from('app://bundle/index.html', {})).toBe(false);
    for (const url of ['data:text/html,x', 'file:///x', 'app://bundle.evil/x', 'app://bundle', 'other://bundle/x', 'about:blank', '']) {
      expect([url, from(url)]).toEqual([url, false]);
    }
    expect(isTrustedSender({ senderFrame: null })).toBe(false);
    expect(isAppUrl('app://bundled/')).toBe(false);
  });
});

describe('files of the page', () => {
  test('lie below its folder or are not served', () => {
    expect(pageFile('/app/out/renderer', 'app://bundle/')).toBe('/app/out/renderer/index.html');
    expect(pageFile('/app/out/renderer', 'app://bundle/assets/a%20b.js')).toBe('/app/out/renderer/assets/a b.js');
    for (const path of ['..%2fmain/index.js', '%2e%2e/main/index.js', '..%5cmain', '..%2frenderer-x/a', 'a%00.js', '%E0%A4%A', 'c:%2fx']) {
      expect([path, pageFile('/app/out/renderer', `app://bundle/${path}`)]).toEqual([
        path,
        expect.toSatisfy((file: string | null) => file === null || file.startsWith('/app/out/renderer/')),
      ]);
    }
    expect(pageFile('/app/out/renderer', 'app://elsewhere/index.html')).toBeNull();
  });
});
