import { expect, test } from 'vitest';
import { compareWithFloor, readFloors, writeFloors } from '../../eval/retrieval-floors.ts';
import { scratchFolder } from '../../fixtures/documents/scratch-folder.ts';

const measured = { set: 's', contents: 'c', configuration: 'hybrid', model: 'm', reranker: null, ndcg10: 0.9, recall10: 0.95 };
const floor = { ...measured, date: '2026-01-01', commit: 'abc' };

test('less than half a point below a floor is noise, more is not, in either figure', () => {
  expect(compareWithFloor([floor], { ...measured, ndcg10: 0.8955 }).isBelow).toBe(false);
  expect(compareWithFloor([floor], { ...measured, ndcg10: 0.894 })).toMatchObject({ isBelow: true });
  expect(compareWithFloor([floor], { ...measured, ndcg10: 0.99, recall10: 0.94 }).isBelow).toBe(true);
});

test('another set, configuration or model has no floor, and is not below one', () => {
  for (const other of [{ set: 't' }, { contents: 'd' }, { configuration: 'vector' }, { model: null }, { reranker: 'r' }])
    expect(compareWithFloor([floor], { ...measured, ...other, ndcg10: 0 })).toMatchObject({ floor: null, isBelow: false });
});

test('a new floor takes the place of the former one and leaves the others; what is no list of floors is said', () => {
  using folder = scratchFolder();
  const path = folder.put('floors.json', JSON.stringify([floor, { ...floor, set: 'other' }]));
  writeFloors(path, [{ ...floor, ndcg10: 0.123_456, date: '2026-02-02' }]);
  const kept = readFloors(path);
  expect(kept.map(({ set, ndcg10, date }) => [set, ndcg10, date])).toEqual([
    ['other', 0.9, '2026-01-01'],
    ['s', 0.1235, '2026-02-02'],
  ]);
  expect(() => readFloors(folder.put('no.json', '{}'))).toThrow('not a list of floors');
});
