import type { Page } from 'playwright';

/** What a person sees marked in the source pane. */
export interface Marked {
  /** The text under or in the marks, in order. */
  text: string;
  /** The first mark lies in the pane. */
  isInSight: boolean;
  /** What stands over the marked part: the frame of a slide, message or chapter, a sheet's tab. */
  frames: string[];
}

const viewers = '[data-testid="pdf-viewer"], [data-testid="image-viewer"], [data-testid="sheet-viewer"], [data-testid="text-viewer"]';

/** Which viewer the pane shows. */
export async function viewerOf(page: Page): Promise<string> {
  return (await page.getByTestId('source-pane').locator(viewers).first().getAttribute('data-testid')) ?? '';
}

/** Reads the marks of the open source. For pages the text is that of the text layer under the rectangles. */
export function readMarks(page: Page): Promise<Marked> {
  return page.evaluate(() => {
    const pane = document.querySelector('[data-testid="source-pane"]');
    const marks = Array.from(pane?.querySelectorAll<HTMLElement>('[data-testid="highlight"]') ?? []);
    const rects = marks.map((mark) => mark.getBoundingClientRect());
    const holds = (rect: DOMRect, x: number, y: number) => rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom;
    const isUnder = (rect: DOMRect) => rects.some((mark) => holds(mark, (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2));

    /** The characters of `root` whose middle lies under a mark. */
    const underMarks = (root: Element): string => {
      let text = '';
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const value = node.nodeValue ?? '';
        const range = document.createRange();
        let own = '';
        for (let at = 0; at < value.length; at += 1) {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          if (isUnder(range.getBoundingClientRect())) own += value[at];
        }
        if (own !== '') text += `${own} `;
      }
      return text;
    };

    const texts: string[] = [];
    for (const layer of new Set(marks.map((mark) => mark.closest('.pdf-page')?.querySelector('.pdf-text'))))
      if (layer) texts.push(underMarks(layer));
    const grid = pane?.querySelector('[data-testid="sheet-grid"]');
    if (grid) {
      for (const cell of grid.querySelectorAll('[role="gridcell"]')) {
        const box = cell.getBoundingClientRect();
        // Words run on over empty cells: a cell is where its text begins.
        if (rects.some((mark) => holds(mark, box.left + 3, (box.top + box.bottom) / 2))) texts.push(cell.textContent ?? '');
      }
    }
    texts.push(...marks.filter((mark) => mark.matches('mark')).map((mark) => mark.textContent ?? ''));

    const frames = new Set<string>();
    for (const mark of marks) {
      const frame = mark.closest<HTMLElement>('[data-frame]')?.dataset['frame'];
      const number = mark.closest<HTMLElement>('.pdf-page')?.dataset['page'];
      if (frame) frames.add(frame);
      if (number) frames.add(`page ${number}`);
    }
    const tab = pane?.querySelector('[role="tab"][aria-selected="true"]')?.textContent;
    if (tab) frames.add(`sheet ${tab}`);
    const view = pane?.querySelector('.scroll')?.getBoundingClientRect();
    const [first] = rects;
    const isInSight = Boolean(view && first && first.height > 0 && first.top >= view.top - 1 && first.bottom <= view.bottom + 1);
    return { text: texts.join(' '), isInSight, frames: [...frames] };
  });
}
