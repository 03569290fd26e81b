import { expect, test, vi } from 'vitest';
import { createPagedList } from '../../../src/renderer/state/paged-list.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('only the pages in view are fetched', async () => {
  const fetchPage = vi.fn(async (offset: number, limit: number) => ({
    items: Array.from({ length: limit }, (_empty, index) => offset + index),
    total: 10_000,
  }));
  const list = createPagedList(100, fetchPage);
  list.want(0, 20);
  await settled();
  list.want(5_020, 5_110);
  await settled();
  expect(fetchPage.mock.calls.map(([offset]) => offset)).toEqual([0, 5000, 5100]);
  expect(list.at(5_105)).toBe(5_105);
  expect(list.at(300)).toBeUndefined();
});

test('a change while a page is on its way is not lost', async () => {
  let version = 'old';
  const answers: (() => void)[] = [];
  const list = createPagedList<string>(10, async () => {
    const items = [version];
    await new Promise<void>((resolve) => answers.push(resolve));
    return { items, total: 1 };
  });
  list.want(0, 0);
  version = 'new';
  list.refresh();
  answers.shift()?.();
  await settled();
  answers.shift()?.();
  await settled();
  expect(list.at(0)).toBe('new');
});

test('what is shown stays while it is fetched anew, and a failure keeps it', async () => {
  let fails = false;
  const list = createPagedList<string>(10, async () => {
    if (fails) throw new Error('no');
    return { items: ['kept'], total: 1 };
  });
  list.want(0, 0);
  await settled();
  fails = true;
  list.refresh();
  await settled();
  expect(list.at(0)).toBe('kept');
  expect(list.get().error).toBeInstanceOf(Error);
});
