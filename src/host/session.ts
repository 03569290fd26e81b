import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may talk to the host: the browser that opened the one-time link, from this machine, from our own page. */
export interface Session {
  /** A fresh secret for a link. Each opens the door once. */
  newLinkToken(): string;
  /** Takes a link's token. False when it is wrong or was used. */
  redeem(token: string): boolean;
  /** Path below which everything lies, with a slash at both ends. It is secret: see {@link createSession}. */
  readonly path: string;
  /** `Set-Cookie` for a browser whose token was redeemed. */
  readonly cookie: string;
  /** What is left of a request's path below `path`, with a slash in front; null when it lies anywhere else. */
  below(path: string): string | null;
  hasCookie(request: IncomingMessage): boolean;
}

const secret = (): string => randomBytes(32).toString('base64url');
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Cookies do not know ports. Two hosts on one machine must not overwrite each other's, so `instance` names this
 * one's. And a browser sends them to every other server of this machine that a page of it visits, whoever runs
 * that server; so they are bound to a path that only the link tells.
 */
export function createSession(instance: string = randomBytes(6).toString('hex')): Session {
  const cookieName = `footnote-${instance}`;
  const cookieSecret = secret();
  const cookieHash = hash(cookieSecret);
  const place = randomBytes(16).toString('base64url');
  const placeHash = hash(place);
  const openTokens = new Set<string>();
  return {
    newLinkToken() {
      const token = secret();
      openTokens.add(hash(token).toString('hex'));
      return token;
    },
    // Looked up by hash, so that the time it takes tells nothing about a token.
    redeem: (token) => openTokens.delete(hash(token).toString('hex')),
    path: `/${place}/`,
    cookie: `${cookieName}=${cookieSecret}; HttpOnly; SameSite=Strict; Path=/${place}/`,
    below(path) {
      const end = path.indexOf('/', 1);
      return end > 0 && timingSafeEqual(hash(path.slice(1, end)), placeHash) ? path.slice(end) : null;
    },
    hasCookie(request) {
      return (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .some((pair) => pair.startsWith(`${cookieName}=`) && timingSafeEqual(hash(pair.slice(cookieName.length + 1)), cookieHash));
    },
  };
}

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * True when the request names this machine as its host. A page of another site that had its name pointed at
 * us (DNS rebinding) names itself. Any port will do: an SSH tunnel may end at another one.
 */
export function namesLoopback(request: IncomingMessage): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d{1,5})?$/.exec(request.headers.host ?? '')?.[1];
  return name !== undefined && loopbackNames.has(name.toLowerCase());
}

/** True for a WebSocket request of our own page; browsers do not let a page lie about its origin. */
export function comesFromOwnPage(request: IncomingMessage): boolean {
  return request.headers.origin === `http://${request.headers.host}`;
}
