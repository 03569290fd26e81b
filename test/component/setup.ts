import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A busy machine is no failure.
configure({ asyncUtilTimeout: 10_000 });

/** happy-dom lays nothing out; what is observed is reported once as being in view. */
class SeenAtOnce {
  readonly #report: (entries: { isIntersecting: boolean; target: Element }[]) => void;
  constructor(report: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
    this.#report = report;
  }
  observe(target: Element): void {
    queueMicrotask(() => this.#report([{ isIntersecting: true, target }]));
  }
  unobserve(): void {}
  disconnect(): void {}
}
class NeverResized {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
for (const scope of [globalThis, document.defaultView ?? {}]) {
  Object.assign(scope, { IntersectionObserver: SeenAtOnce, ResizeObserver: NeverResized });
}
Element.prototype.scrollIntoView = () => {};
// What is scrolled must be told that there is something to scroll, and says that it was.
const { scrollTo } = Element.prototype;
Element.prototype.scrollTo = function scrollAndTell(this: Element, ...where: Parameters<typeof scrollTo>) {
  scrollTo.apply(this, where);
  this.dispatchEvent(new Event('scroll'));
} as typeof scrollTo;
// Lists are virtual: without a height they would show nothing.
const size = { scrollHeight: 10_000_000, offsetHeight: 600, clientHeight: 600, offsetWidth: 800, clientWidth: 800 };
for (const [name, value] of Object.entries(size))
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
