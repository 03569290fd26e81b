import { join } from 'node:path';
import { type BrowserContext, type Request as PageRequest, type Route, chromium } from 'playwright';
import { windows } from './browser-window.ts';
import { handlerOf, toAppUrl } from './protocol.ts';
import { session } from './session.ts';
import { electronEvent, state, violation } from './state.ts';

const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A second client (the test) looks at the same pages.
  '--remote-debugging-port=0',
];

/** Starts Chromium and puts the stand-in's protocol and guards between it and the world. */
export async function launchBrowser(): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(join(state.userData, 'chromium'), {
    executablePath: process.env['FOOTNOTE_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: process.env['STAND_IN_HEADED'] !== '1',
    viewport: null,
    chromiumSandbox: process.getuid?.() !== 0,
    args: switches,
  });
  await context.route('**/*', (route) => answer(route));
  return context;
}

async function answer(route: Route): Promise<void> {
  const request = route.request();
  const url = toAppUrl(request.url());
  if (request.isNavigationRequest() && !mayNavigate(request, url)) return route.abort('aborted');
  if (!session.defaultSession.requestAllowed(url, request.method(), request.resourceType())) return route.abort('blockedbyclient');
  const handler = handlerOf(url);
  if (!handler) {
    if (!/^(https?|wss?):/.test(url)) return route.continue();
    violation(`network request ${url}`);
    return route.abort('blockedbyclient');
  }
  try {
    const body = request.postDataBuffer();
    const init = { method: request.method(), headers: request.headers(), ...(body ? { body: new Uint8Array(body) } : {}) };
    const response = await handler(new Request(url, init));
    const bytes = Buffer.from(await response.arrayBuffer());
    const headers = Object.fromEntries(response.headers);
    if (isBare && headers['content-type']?.startsWith('text/html')) delete headers['content-length'];
    await route.fulfill({ status: response.status, headers, body: isBare ? withoutScripts(bytes, headers['content-type']) : bytes });
  } catch (error) {
    violation(`protocol handler ${url}: ${String(error)}`);
    await route.abort('failed').catch(() => {});
  }
}

/** Tests of the shell alone ask for a page without the window's own scripts, which would share its ports. */
const isBare = process.env['STAND_IN_BARE_PAGE'] === '1';

function withoutScripts(bytes: Buffer, contentType: string | undefined): Buffer {
  if (!contentType?.startsWith('text/html')) return bytes;
  return Buffer.from(bytes.toString().replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, ''));
}

/** Plays Electron's part before a navigation: asks `will-navigate`. */
function mayNavigate(request: PageRequest, url: string): boolean {
  let frame;
  try {
    frame = request.frame();
  } catch {
    // A popup: its frame does not exist yet.
  }
  const owner = frame && [...windows.values()].find((window) => window.webContents.page === frame.page());
  // A window that a page opened; `WebContents` has asked the handler about it.
  if (!frame || (!owner && !frame.parentFrame())) return false;
  const contents = owner?.webContents;
  if (!contents || contents.getURL() === 'about:blank') return true;
  const event = electronEvent({ url, isMainFrame: !frame.parentFrame() });
  contents.emit('will-frame-navigate', event);
  if (event.isMainFrame) contents.emit('will-navigate', event, url);
  // A reload of the page itself asks too; only a foreign address must be refused.
  if (!event.defaultPrevented && handlerOf(url) === undefined) violation(`navigation allowed ${url}`);
  return !event.defaultPrevented;
}

/** The address under which a test may connect to the same Chromium. */
export function devToolsPortFile(): string {
  return join(state.userData, 'chromium', 'DevToolsActivePort');
}
