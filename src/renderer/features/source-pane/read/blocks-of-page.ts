import type { DocumentBlock } from '../../../../shared/domain/document.ts';
import { findOrdinal } from '../find-ordinal.ts';
import type { Blocks } from '../use-blocks.ts';

const stretch = 400;

/** The blocks of one page of `total`, found without fetching those before it. Pages follow each other. */
export async function blocksOfPage(blocks: Pick<Blocks, 'one' | 'range'>, total: number, page: number): Promise<DocumentBlock[]> {
  const pageOf = async (ordinal: number) => (await blocks.one(ordinal))?.page ?? 0;
  if (total === 0) return [];
  const before = await findOrdinal(total, page - 0.5, pageOf);
  let from = (await pageOf(before)) < page ? before + 1 : before;
  const found: DocumentBlock[] = [];
  for (;;) {
    const part = await blocks.range(from, stretch);
    const past = part.findIndex((block) => (block.page ?? page) > page);
    found.push(...(past < 0 ? part : part.slice(0, past)));
    if (past >= 0 || part.length < stretch) return found.filter((block) => block.page === page);
    from += part.length;
  }
}
