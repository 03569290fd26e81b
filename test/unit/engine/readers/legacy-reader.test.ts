import { describe, expect, test } from 'vitest';
import { legacyBlocks } from '../../../../src/engine/ingestion/readers/legacy/legacy-blocks.ts';
import { readFile } from '../../../../src/engine/ingestion/readers/read-file.ts';
import { collectReading } from '../../../fixtures/documents/collect-reading.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';

async function read(name: string, content: string | Uint8Array) {
  using folder = scratchFolder();
  return await collectReading(readFile({ path: folder.put(name, content), formatHint: null }));
}

describe('old Office formats', () => {
  test('RTF keeps its paragraphs, its letters beyond ASCII and the rows of its tables', async () => {
    const row = String.raw`\trowd\cellx3000\cellx6000\intbl Berth\cell Fee\cell\row\trowd\cellx3000\cellx6000\intbl North\cell 120\cell\row`;
    const { begin, blocks } = await read('a.rtf', String.raw`{\rtf1\ansi\ansicpg1252 Gr\'fc\'dfe aus Z\'fcrich\par ${row}\pard After\par}`);
    expect(begin).toMatchObject({ format: 'rtf', reader: 'legacy' });
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['paragraph', 'Grüße aus Zürich'],
      ['table-row', 'Berth | Fee'],
      ['table-row', 'North | 120'],
      ['paragraph', 'After'],
    ]);
  });

  test('what only begins like one is damaged, never text', async () => {
    const head = Buffer.alloc(512);
    head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    await expect(read('a.doc', head)).rejects.toMatchObject({ code: expect.stringMatching(/^read-(unsupported|corrupt)$/) });
    await expect(read('b.doc', 'just words')).rejects.toMatchObject({ code: 'read-corrupt' });
  });

  test('headings, lists with their numbers, notes and layout tables become blocks in order', () => {
    const words = (text: string) => ({ kind: 'text', text });
    const paragraph = (text: string) => ({ kind: 'paragraph', content: [words(text)] });
    const document = {
      blocks: [
        { kind: 'heading', level: 1, content: [words('Leases')] },
        {
          kind: 'list',
          list: {
            marker: 'decimal',
            start: 3,
            items: [{ blocks: [paragraph('north quay')] }, { blocks: [paragraph('south quay')], markerLabel: '3-a)' }],
          },
        },
        {
          kind: 'table',
          table: {
            kind: 'layout',
            headerRows: 0,
            grid: [[{ kind: 'origin', cell: { blocks: [paragraph('in a box')], colSpan: 1, rowSpan: 1 } }]],
          },
        },
        { kind: 'rule' },
      ],
      notes: [{ id: 'n', kind: 'footnote', blocks: [paragraph('see above')] }],
      assets: [],
    } as unknown as Parameters<typeof legacyBlocks>[0];
    expect([...legacyBlocks(document)].map(({ kind, text, headingPath }) => [kind, text, headingPath])).toEqual([
      ['heading', 'Leases', []],
      ['list-item', '3. north quay', ['Leases']],
      ['list-item', '3-a) south quay', ['Leases']],
      ['paragraph', 'in a box', ['Leases']],
      ['footnote', 'see above', ['Leases']],
    ]);
  });
});
