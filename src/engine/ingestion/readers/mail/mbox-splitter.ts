const FEED = 0x0a;
const LETTER_F = 0x46;
const ANGLE = 0x3e;
/** A line of which this much is there has shown what it is. */
const TELLING_BYTES = 512;

/** One message of a mailbox. `cutBytes`: what is left out of one that is too large. */
export interface SplitMessage {
  bytes: Buffer;
  cutBytes: number;
}

/**
 * Divides a mailbox into messages as its bytes come, holding one message at a time: a line “From …” with a date after a
 * blank line begins one, and “>From ” within one loses its mark. At most `maxBytes` of a message are kept.
 */
export class MboxSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #size = 0;
  #cut = 0;
  /** The start of a line that may still prove to be a divider. */
  #rest: Buffer = Buffer.alloc(0);
  #atLineStart = true;
  #afterBlank = true;
  #started = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Returns the messages that these bytes complete; the bytes may be reused afterwards. */
  push(chunk: Buffer): SplitMessage[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = Buffer.alloc(0);
    return this.#walk(bytes, false);
  }

  /** Returns what is left at the end of the mailbox. */
  finish(): SplitMessage[] {
    const bytes = this.#rest;
    this.#rest = Buffer.alloc(0);
    return [...this.#walk(bytes, true), ...this.#flush()];
  }

  #walk(bytes: Buffer, isEnd: boolean): SplitMessage[] {
    const done: SplitMessage[] = [];
    let kept = 0;
    for (let at = 0; at < bytes.length;) {
      const feed = bytes.indexOf(FEED, at);
      const first = this.#atLineStart ? bytes[at] : undefined;
      if (first === LETTER_F || first === ANGLE) {
        if (feed === -1 && !isEnd && bytes.length - at < TELLING_BYTES) {
          this.#keep(bytes.subarray(kept, at));
          this.#rest = Buffer.from(bytes.subarray(at));
          return done;
        }
        const line = bytes.toString('latin1', at, Math.min(feed === -1 ? bytes.length : feed, at + TELLING_BYTES));
        if (this.#afterBlank && isDivider(line)) {
          this.#keep(bytes.subarray(kept, at));
          if (this.#started) done.push(...this.#flush());
          this.#started = true;
          kept = feed === -1 ? bytes.length : feed + 1;
        } else if (/^>+From /.test(line)) {
          this.#keep(bytes.subarray(kept, at));
          kept = at + 1;
        }
      }
      if (feed === -1) {
        this.#atLineStart = false;
        break;
      }
      this.#afterBlank = this.#atLineStart && (feed === at || (feed === at + 1 && bytes[at] === 0x0d));
      this.#atLineStart = true;
      at = feed + 1;
    }
    this.#keep(bytes.subarray(kept));
    return done;
  }

  #keep(bytes: Buffer): void {
    const room = Math.max(0, this.#maxBytes - this.#size);
    const part = bytes.subarray(0, room);
    if (part.length > 0) this.#parts.push(Buffer.from(part));
    this.#size += part.length;
    this.#cut += bytes.length - part.length;
  }

  #flush(): SplitMessage[] {
    const message = { bytes: Buffer.concat(this.#parts), cutBytes: this.#cut };
    this.#parts = [];
    this.#size = 0;
    this.#cut = 0;
    return message.bytes.length === 0 ? [] : [message];
  }
}

function isDivider(line: string): boolean {
  return /^From (?:\S.*\b(?:19|20)\d\d\b|\S+@\S+\s*$)/.test(line);
}
