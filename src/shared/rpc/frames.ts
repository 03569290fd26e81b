import type { MessagePortLike } from '../process.ts';

/*
 * What travels over a port: text frames of one or more JSON messages divided by line feeds (JSON never
 * holds a raw one), and binary frames of one message each. A relay passes both on untouched.
 */
const MAX_FRAME_CHARS = 256 * 1024;
const MAX_FRAME_MESSAGES = 256;

export type EncodedMessage = string | ArrayBufferLike | Uint8Array;

export interface FrameWriter {
  /** Resolves at once, or when the frame has left where many messages wait: a fast stream yields so. */
  send(message: EncodedMessage): Promise<void> | undefined;
}

/**
 * Runs `callback` when the current turn of the event loop is over. A timer is the fallback of the page,
 * which only ever serves in tests.
 */
export const endOfTurn: (callback: () => void) => void =
  (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate ?? ((callback) => setTimeout(callback, 0));

/** Sends the messages of one turn as one frame: a message between processes costs more than the text in it. */
export function createFrameWriter(port: MessagePortLike, later: (callback: () => void) => void): FrameWriter {
  let waiting: string[] = [];
  let waitingChars = 0;
  let scheduled = false;
  let flushed: { promise: Promise<void>; resolve: () => void } | undefined;

  const flush = (): void => {
    if (waiting.length > 0) {
      const frame = waiting.length === 1 ? (waiting[0] as string) : waiting.join('\n');
      waiting = [];
      waitingChars = 0;
      port.postMessage(frame);
    }
  };
  const onTurnEnd = (): void => {
    scheduled = false;
    flush();
    flushed?.resolve();
    flushed = undefined;
  };

  return {
    send(message) {
      if (typeof message !== 'string') {
        flush();
        port.postMessage(message instanceof Uint8Array ? message : new Uint8Array(message));
        return undefined;
      }
      waiting.push(message);
      waitingChars += message.length;
      if (!scheduled) {
        scheduled = true;
        later(onTurnEnd);
      }
      if (waiting.length < MAX_FRAME_MESSAGES && waitingChars < MAX_FRAME_CHARS) return undefined;
      if (waitingChars >= MAX_FRAME_CHARS) flush();
      flushed ??= Promise.withResolvers<void>();
      return flushed.promise;
    },
  };
}

/** Calls `onMessage` for each message of a frame. Anything else on the port (control frames) is none of ours. */
export function readFrame(frame: unknown, onMessage: (message: string | Uint8Array) => void): void {
  if (typeof frame === 'string') {
    let start = 0;
    for (let end = frame.indexOf('\n'); end !== -1; end = frame.indexOf('\n', start)) {
      onMessage(frame.slice(start, end));
      start = end + 1;
    }
    onMessage(start === 0 ? frame : frame.slice(start));
  } else if (frame instanceof Uint8Array) {
    onMessage(frame);
  } else if (frame instanceof ArrayBuffer) {
    onMessage(new Uint8Array(frame));
  }
}
