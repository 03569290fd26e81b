/*
 * Whether a citation shows the cited words: npm run eval:places -- --corpus DIR [--json]
 * The corpus of `eval:extraction` is read; then a browser opens every phrase that was found as a person would, by the
 * mark of an answer, and what is marked in the source pane is compared with the phrase. Exits with 1 when one is not.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { openInBrowser } from '../e2e/browser-window.ts';
import { citePhrases, type CitedPhrase } from './cite-phrases.ts';
import { expectedFrame, isMarkedWell } from './compare-marks.ts';
import { readManifest } from './manifest.ts';
import { readMarks, viewerOf } from './marked-text.ts';
import { recogniseMarks } from './recognise-marks.ts';

const { values } = parseArgs({ options: { corpus: { type: 'string' }, json: { type: 'boolean', default: false } } });
const given = values.corpus ?? process.env['FOOTNOTE_CORPUS'];
const corpusDir = resolve(given ?? '');
if (given === undefined || !existsSync(join(corpusDir, 'manifest.json'))) {
  console.error('Name a folder with files/ and manifest.json: npm run eval:places -- --corpus DIR');
  process.exit(2);
}

interface Miss extends CitedPhrase {
  why: string;
  seen: string;
}

const LIMIT_MS = 20_000;
const homeDir = mkdtempSync(join(tmpdir(), 'footnote-places-'));

function readCorpus(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'run-pipeline.ts'), [JSON.stringify({ corpusDir, homeDir })], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((done, fail) => {
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error('The corpus could not be read.'))));
  });
}

/** Gives the password that the pane asks for; a file that was unlocked before is not asked for again. */
async function unlock(page: Page, password: string): Promise<void> {
  const note = page.getByTestId('source-pane').locator('[data-testid="error-note"][data-code="read-encrypted"]');
  const drawn = page.locator('[data-testid="pdf-page"][data-drawn]');
  await note.or(drawn).first().waitFor({ timeout: LIMIT_MS });
  if ((await note.count()) === 0) return;
  await note.getByTestId('error-action').click();
  await page.getByTestId('password-input').fill(password);
  await page.getByTestId('password-open').click();
  await page.getByTestId('password-input').waitFor({ state: 'detached', timeout: LIMIT_MS });
  await drawn.first().waitFor({ timeout: LIMIT_MS });
}

/** Null when the phrase is marked, in sight, at its place. */
async function openPhrase(page: Page, phrase: CitedPhrase): Promise<{ why: string; seen: string } | null> {
  await page.locator(`[data-testid="citation-mark"][data-number="${phrase.number}"]`).click({ timeout: LIMIT_MS });
  if (phrase.password !== null) await unlock(page, phrase.password);
  let last = { why: 'nothing is marked', seen: '' };
  for (const endMs = performance.now() + LIMIT_MS; performance.now() < endMs;) {
    const problem = await look(page, phrase);
    if (problem === null) return null;
    last = problem;
    await page.waitForTimeout(150);
  }
  return last;
}

async function look(page: Page, { text, place, file }: CitedPhrase): Promise<{ why: string; seen: string } | null> {
  const name = await page.getByTestId('source-file-name').textContent();
  if (name !== file) return { why: 'another document is open', seen: name ?? '' };
  const viewer = await viewerOf(page).catch(() => '');
  const { text: marked, isInSight, frames } = await readMarks(page);
  const frame = expectedFrame(place);
  if (frame !== null && !frames.includes(frame)) return { why: `${frame} is not marked`, seen: frames.join(', ') };
  if (!isInSight) return { why: 'the mark is not in sight', seen: marked };
  if (isMarkedWell(marked, text)) return null;
  const isDrawn = viewer === 'image-viewer' || (await page.locator(`[data-page="${frame?.slice(5)}"][data-drawn]`).count()) > 0;
  if (viewer !== 'image-viewer' && (viewer !== 'pdf-viewer' || marked.trim() !== ''))
    return { why: 'other words are marked', seen: marked };
  // Pages without a text layer, and pictures: the marked part is looked at as a person would.
  if (!isDrawn) return { why: 'the page is not drawn', seen: '' };
  const seen = await recogniseMarks(page);
  return isMarkedWell(seen, text) ? null : { why: 'other words are marked in the picture', seen };
}

const byFormat: Record<string, { shown: number; total: number }> = {};
const misses: Miss[] = [];
try {
  await readCorpus();
  const libraryDir = join(homeDir, 'library');
  const phrases = citePhrases(libraryDir, readManifest(corpusDir));
  await using window = await openInBrowser({ libraryDir, watch: () => {} }, { deviceScaleFactor: 2 });
  const { page } = window;
  await page.getByTestId('thread-item').first().click();
  await page.getByTestId('citation-mark').first().waitFor();
  for (const phrase of phrases) {
    const row = (byFormat[phrase.format] ??= { shown: 0, total: 0 });
    row.total += 1;
    const problem = await openPhrase(page, phrase);
    if (problem === null) row.shown += 1;
    else misses.push({ ...phrase, ...problem });
  }
} finally {
  rmSync(homeDir, { recursive: true, force: true });
}

const sum = (of: 'shown' | 'total') => Object.values(byFormat).reduce((total, row) => total + row[of], 0);
const report = { shown: sum('shown'), total: sum('total'), byFormat, misses };
if (values.json) console.log(JSON.stringify(report, null, 1));
else {
  for (const [format, { shown, total }] of Object.entries(byFormat)) console.log(`${format.padEnd(10)} ${shown} of ${total}`);
  for (const { file, text, why, seen } of misses)
    console.log(`MISS ${file}: “${text}”: ${why}; seen: ${JSON.stringify(seen.slice(0, 200))}`);
  console.log(`phrases marked where they are cited: ${report.shown} of ${report.total}`);
}
process.exitCode = misses.length === 0 && report.total > 0 ? 0 : 1;
