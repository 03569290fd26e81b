import type { WebContents } from 'electron';
import { isAppUrl } from './sender.ts';

/**
 * The page stays the page: it navigates nowhere, opens no windows and holds no web views. A link to
 * the web goes to `openLink`, which asks the person.
 */
export function guardNavigation(contents: WebContents, openLink: (url: string) => void): void {
  const stay = (event: { url: string; preventDefault(): void }): void => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    openLink(event.url);
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

/** The address as it would be opened, or null: only https, and no name or password in it. */
export function openableLink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' && parsed.username === '' && parsed.password === '' ? parsed.href : null;
}
