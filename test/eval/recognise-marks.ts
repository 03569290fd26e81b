import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { readFile } from '../../src/engine/ingestion/readers/read-file.ts';
import { readInputSchema } from '../../src/shared/contract/reader.ts';

const MARGIN_PX = 6;

/** The text that recognition finds in the marked part of the window, a picture of each mark. The marks themselves are taken away for it. */
export async function recogniseMarks(page: Page): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), 'footnote-marks-'));
  const hide = await page.addStyleTag({ content: '.pdf-highlights { visibility: hidden }' });
  const words: string[] = [];
  try {
    for (const mark of await page.getByTestId('source-pane').getByTestId('highlight').all()) {
      const box = await mark.boundingBox();
      if (!box) continue;
      const clip = { x: box.x - MARGIN_PX, y: box.y - MARGIN_PX, width: box.width + 2 * MARGIN_PX, height: box.height + 2 * MARGIN_PX };
      const path = join(scratch, `${words.length}.png`);
      writeFileSync(path, await page.screenshot({ clip }));
      words.push(await recognise(path));
    }
  } finally {
    await hide.evaluate((element) => (element as Element).remove());
    rmSync(scratch, { recursive: true, force: true });
  }
  return words.join(' ');
}

async function recognise(path: string): Promise<string> {
  const input = readInputSchema.parse({ path, formatHint: 'image', ocr: { languages: ['eng'], languagesDir: '' } });
  let text = '';
  for await (const part of readFile(input, new AbortController().signal)) {
    if (part.type === 'blocks') text += ` ${part.blocks.map((block) => block.text).join(' ')}`;
  }
  return text;
}
