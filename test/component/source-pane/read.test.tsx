import { screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOfPage } from '../../../src/renderer/features/source-pane/read/blocks-of-page.ts';
import { blocksOf, slideBlocks } from '../fake/block-samples.ts';
import { documentOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

function scanned() {
  const library = smallLibrary({ documents: [documentOf(1, { name: 'scan.png', format: 'image', pageCount: 1 })] });
  library.blocks.set(1, blocksOf([{ text: 'Nine keys.', page: 1 }]));
  library.pages.set(1, [{ page: 1, width: 400, height: 300, textSource: 'ocr', confidence: 62 }]);
  library.bytes.set(1, new Uint8Array(9));
  return library;
}

test('what was read stands beside the page, reached from the row, and Esc goes back', async () => {
  const { user } = await openWindow(scanned());
  await user.click(screen.getByTestId('nav-library'));
  await user.click(await screen.findByTestId('document-more'));
  await user.click(await screen.findByTestId('document-inspect'));
  const page = await screen.findByTestId('read-page');
  await within(page).findByText('Nine keys.');
  await waitFor(() => expect(within(page).getByRole('img').getAttribute('src')).toMatch(/^blob:/));
  expect(within(page).getByText('recognised, 62 % sure')).toBeTruthy();
  expect(screen.getByTestId('read-doubtful-page').textContent).toBe('Page 1 62 %');
  expect(screen.getByTestId('read-facts').textContent).toContain('1 recognised');
  await user.keyboard('{Escape}');
  await screen.findByTestId('library-page');
});

test('where there is no page the text stands alone with the place of every block', async () => {
  const library = smallLibrary({ documents: [documentOf(1, { name: 'move.pptx', format: 'pptx', pageCount: null })] });
  library.blocks.set(1, slideBlocks());
  library.bytes.set(1, new Uint8Array(1));
  const { user, session } = await openWindow(library);
  session.reading.openDocument(1, 'move.pptx');
  await user.click(await screen.findByTestId('source-inspect'));
  const view = await screen.findByTestId('read-view');
  await within(view).findByText('Brightwater Studio, spring 2025');
  const margins = within(view)
    .getAllByTestId('text-margin')
    .map(({ textContent }) => textContent);
  expect(margins.slice(0, 3)).toEqual(['slide 1', '', '1, notes']);
  await user.click(screen.getByTestId('nav-library'));
  await waitFor(() => expect(screen.queryByTestId('read-view')).toBeNull());
});

test('the blocks of any page are found whole among any number of pages, empty ones among them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }), fc.nat(), async (counts, at) => {
      const blocks = blocksOf(
        counts.flatMap((count, index) =>
          Array.from({ length: count }, (_empty, part) => ({ text: `${index + 1}.${part}`, page: index + 1 })),
        ),
      );
      const page = (at % counts.length) + 1;
      const found = await blocksOfPage(
        {
          one: (ordinal) => Promise.resolve(blocks[ordinal]),
          range: (from, limit) => Promise.resolve(blocks.slice(from, from + limit)),
        },
        blocks.length,
        page,
      );
      expect(found).toEqual(blocks.filter((block) => block.page === page));
    }),
  );
});
