import { needReady, state, violation } from './state.ts';

/*
 * Chromium cannot be given a scheme of our own from outside: app://host/path is served to it as
 * https://host.app.localhost/path, a secure origin like the real one, by request interception.
 */
type Handler = (request: Request) => Response | Promise<Response>;
const schemes = new Map<string, { standard?: boolean; secure?: boolean }>();
const handlers = new Map<string, Handler>();

const schemeOf = (url: string): string => url.slice(0, url.indexOf(':'));

export function toWebUrl(url: string): string {
  const parsed = new URL(url);
  if (!schemes.has(schemeOf(url))) return url;
  return `https://${parsed.host}.${schemeOf(url)}.localhost${parsed.pathname}${parsed.search}${parsed.hash}`;
}

export function toAppUrl(url: string): string {
  const match = /^https:\/\/([^/]+)\.([a-z]+)\.localhost(.*)$/.exec(url);
  return match && schemes.has(match[2] ?? '') ? `${match[2]}://${match[1]}${match[3]}` : url;
}

export function handlerOf(url: string): Handler | undefined {
  return handlers.get(schemeOf(url));
}

export const protocol = {
  registerSchemesAsPrivileged(list: { scheme: string; privileges?: { standard?: boolean; secure?: boolean } }[]): void {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of list) schemes.set(scheme, privileges ?? {});
  },
  handle(scheme: string, handler: Handler): void {
    needReady('protocol.handle');
    const privileges = schemes.get(scheme);
    if (!privileges?.standard || !privileges.secure) violation(`scheme ${scheme} is not registered as standard and secure before ready`);
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
};
