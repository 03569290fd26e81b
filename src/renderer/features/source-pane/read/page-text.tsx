import { useEffect, useState } from 'react';
import type { DocumentBlock } from '../../../../shared/domain/document.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TextBlock } from '../text-block.tsx';
import type { Blocks } from '../use-blocks.ts';
import { blocksOfPage } from './blocks-of-page.ts';

export interface PageTextProps {
  readonly blocks: Blocks;
  readonly total: number;
  readonly page: number;
  /** What is said of a page on which no text was found. */
  readonly absent: string;
}

/** The text of one page as it was read. */
export function PageText({ blocks, total, page, absent }: PageTextProps) {
  const [read, setRead] = useState<readonly DocumentBlock[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let stopped = false;
    setError(null);
    blocksOfPage(blocks, total, page).then(
      (found) => !stopped && setRead(found),
      (failure: unknown) => !stopped && setError(failure),
    );
    return () => {
      stopped = true;
    };
  }, [blocks, total, page, tries]);
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => setTries(tries + 1) }} />;
  if (!read) return <Skeleton lines={[94, 98, 90, 96, 60]} label={`Loading the text of page ${page}`} />;
  if (read.length === 0) return <p className="read-absent">{absent}</p>;
  return read.map((block) => <TextBlock key={block.ordinal} block={block} margin={null} span={null} visit={0} />);
}
