/** Turns the callbacks of `work` into a stream. It ends when `work` is done, or fails as `work` does. */
export async function* streamParts<Part>(work: (push: (part: Part) => void) => Promise<void>): AsyncGenerator<Part, void> {
  const waiting: Part[] = [];
  let wake: (() => void) | undefined;
  let done = false;
  const finished = work((part) => {
    waiting.push(part);
    wake?.();
  }).finally(() => {
    done = true;
    wake?.();
  });
  // The error is met below; a consumer that has left must not turn it into an unhandled one.
  finished.catch(() => {});
  while (true) {
    const part = waiting.shift();
    if (part !== undefined) yield part;
    else if (done) return await finished;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
