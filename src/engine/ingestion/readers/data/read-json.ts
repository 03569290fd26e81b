import { readerIdentities } from '../reader-identities.ts';
import { lineReader } from '../text/line-reader.ts';
import { jsonBlocks } from './json-blocks.ts';
import { notebookBlocks } from './notebook-blocks.ts';

/** JSON, JSON Lines and notebooks: a block for each object or run of members, under its keys. */
export const jsonReader = lineReader(readerIdentities.json, {
  format: 'json',
  *blocks(text, fileName) {
    const cells = /\.ipynb$/i.test(fileName) ? notebookBlocks(text) : undefined;
    if (cells === undefined) yield* jsonBlocks(text);
    else yield cells;
  },
});
