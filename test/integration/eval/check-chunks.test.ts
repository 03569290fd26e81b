import { afterEach, beforeEach, expect, test } from 'vitest';
import { statement } from '../../../src/engine/store/handles.ts';
import { checkChunks } from '../../eval/check-chunks.ts';
import { createWorkbench, type Workbench } from '../ingestion/workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

async function life() {
  const rows = Array.from({ length: 120 }, (_, at) => `Harbour ${at},${at * 7} berths,open to visitors from April until late in October`);
  bench.put('harbours.csv', ['Harbour,Berths,Season', ...rows].join('\n'));
  bench.put('rent.md', '# Lease\n\nThe yearly rent is 900 euro.\n\n## Term\n\nThe term is two years.\n');
  const started = bench.start();
  await started.add();
  await started.idle();
  return started;
}

test('chunks as they were written are found sound', async () => {
  const { library } = await life();
  const { checked, wrong } = checkChunks(library);
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(5);
});

test.each([
  ['its offsets do not bound its text', `update chunk set end_offset = end_offset + 1`],
  ['the hash of what was embedded is another', `update chunk set start_offset = start_offset + 1`],
  ['the row above it is none of the document', `update chunk set embed_prefix = replace(embed_prefix, 'Berths', 'Boats')`],
  ['other words were indexed', `update block set text = replace(text, '900', '800')`],
  ['it has no place', `update block set line_start = 0 where line_start is not null`],
  ['a block begins at', `update block set start_offset = start_offset + 2 where ordinal > 0`],
])('one whose store was changed is found wrong: %s', async (why, change) => {
  const { library } = await life();
  library.transaction((db) => db.run(statement('test.change', change), {}));
  expect(checkChunks(library).wrong.some((found) => found.why.startsWith(why))).toBe(true);
});
