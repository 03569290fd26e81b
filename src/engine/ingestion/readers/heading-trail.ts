/** The headings above the place a reader has reached. */
export class HeadingTrail {
  #trail: { level: number; text: string }[] = [];

  /** Outermost first; a new array each time. */
  get path(): string[] {
    return this.#trail.map((heading) => heading.text);
  }

  /** Takes a heading into the trail and returns the headings above it. */
  enter(level: number, text: string): string[] {
    this.#trail = this.#trail.filter((heading) => heading.level < level);
    const above = this.path;
    this.#trail.push({ level, text: text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text });
    return above;
  }
}
