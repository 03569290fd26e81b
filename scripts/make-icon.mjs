/** Draws resources/icon.png (1024 × 1024) from resources/icon.svg with Chromium. Run by hand when the drawing changes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';

const file = (name) => fileURLToPath(new URL(`../resources/${name}`, import.meta.url));
const browser = await chromium.launch({
  executablePath: process.env.FOOTNOTE_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
});
const page = await browser.newPage({ viewport: { width: 1024, height: 1024 } });
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${readFileSync(file('icon.svg'), 'utf8')}`);
await page.screenshot({ path: file('icon.png'), omitBackground: true });
await browser.close();
