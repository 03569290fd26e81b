import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { APP_ORIGIN } from '../shared/bridge.ts';

/** True for a URL of our own page. By prefix: `URL.origin` is the text `null` for every custom scheme. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}

/** True when the message comes from the top frame of our own page. A frame that is gone sends nothing. */
export function isTrustedSender(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
