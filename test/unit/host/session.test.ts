import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createSession } from '../../../src/host/session.ts';

const withCookie = (cookie?: string): IncomingMessage => ({ headers: { cookie } }) as IncomingMessage;

test('a token opens the door once, and several links may be open at a time', () => {
  const session = createSession();
  const [one, other] = [session.newLinkToken(), session.newLinkToken()];
  expect(session.redeem('')).toBe(false);
  expect(session.redeem(one)).toBe(true);
  expect(session.redeem(one)).toBe(false);
  expect(session.redeem(other)).toBe(true);
});

test('two hosts on one machine do not take each other for themselves, nor overwrite their cookies', () => {
  const [one, other] = [createSession(), createSession()];
  const pairOf = (session: typeof one): string => session.cookie.split(';')[0] ?? '';
  expect(pairOf(one).split('=')[0]).not.toBe(pairOf(other).split('=')[0]);
  const both = withCookie(`theme=dark; ${pairOf(one)}; ${pairOf(other)}`);
  expect([one.hasCookie(both), other.hasCookie(both)]).toEqual([true, true]);
  expect(one.hasCookie(withCookie(pairOf(other)))).toBe(false);
  expect(one.hasCookie(withCookie())).toBe(false);
  expect(one.hasCookie(withCookie(`x${pairOf(one)}`))).toBe(false);
});
