/** Follows Markdown's back-ticks through a stream of characters. */
export interface CodeSpans {
  /** Takes the next character; afterwards `inside` tells about it. */
  take(character: string): void;
  readonly inside: boolean;
}

/** Spans of one or two back-ticks end with their line at the latest; fences of three or more may hold lines. */
export function createCodeSpans(): CodeSpans {
  let run = 0;
  let open = 0;
  return {
    take(character) {
      if (character === '`') {
        run += 1;
        return;
      }
      if (run > 0) open = open === 0 ? run : open === run ? 0 : open;
      run = 0;
      if (character === '\n' && open < 3) open = 0;
    },
    get inside() {
      return open > 0;
    },
  };
}
