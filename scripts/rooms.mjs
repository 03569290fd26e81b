/**
 * The rooms of the house and who may enter which: the one table behind the linter's borders
 * (`oxlint.config.ts`), the dependency graph's (`.dependency-cruiser.mjs`) and the architecture tests.
 * Words: docs/architecture.md.
 */

/** @typedef {{ rooms: string[], packages: string[], node: boolean }} Room */

/** @type {Record<string, Room>} */
export const rooms = {
  shared: { rooms: [], packages: ['zod', '@orpc/contract', '@orpc/client', '@orpc/server', '@orpc/standard-server-peer'], node: false },
  supervise: { rooms: ['shared'], packages: ['@orpc/contract', '@orpc/server'], node: true },
  models: { rooms: ['shared'], packages: ['node-llama-cpp'], node: true },
  engine: {
    rooms: ['shared'],
    packages: [
      'better-sqlite3',
      'sqlite-vec',
      '@parcel/watcher',
      'ignore',
      'gpt-tokenizer',
      '@embedpdf/pdfium',
      '@tesseract.js-data/eng',
      'tesseract.js-core',
      '@firecrawl/anydoc',
      'pdfjs-dist',
      'yauzl',
      'tar-stream',
      'saxes',
      'htmlparser2',
      'chardet',
      'iconv-lite',
      'postal-mime',
      'eld',
      'mdast-util-from-markdown',
      'mdast-util-gfm',
      'micromark-extension-gfm',
      'mdast',
    ],
    node: true,
  },
  main: { rooms: ['shared', 'supervise'], packages: ['electron'], node: true },
  preload: { rooms: ['shared'], packages: ['electron'], node: false },
  host: { rooms: ['shared', 'supervise'], packages: ['ws', 'zod'], node: true },
  cli: { rooms: ['shared', 'supervise', 'engine', 'host'], packages: [], node: true },
  renderer: {
    rooms: ['shared'],
    packages: [
      'react',
      'react-dom',
      '@base-ui/react',
      '@tanstack/react-virtual',
      'react-resizable-panels',
      'lucide-react',
      'react-markdown',
      'remark-gfm',
      'pdfjs-dist',
      'mdast',
      'hast',
    ],
    node: false,
  },
};

/** Rooms inside the engine, in the order data flows. Each may import itself, `base` and those named. */
export const engineRooms = {
  base: [],
  store: [],
  jobs: ['store'],
  embedding: ['store', 'providers'],
  ingestion: ['store', 'jobs', 'embedding'],
  providers: ['store'],
  ledger: ['store'],
  retrieval: ['store', 'embedding', 'providers'],
  answering: ['store', 'retrieval', 'providers', 'ledger'],
  /** The contract's handlers: thin adapters, the only room that sees all others. */
  api: ['store', 'jobs', 'embedding', 'ingestion', 'providers', 'ledger', 'retrieval', 'answering'],
};

/** Files that may import `supervise` from a room that otherwise may not: they know which process they are in. */
export const processEntries = ['src/engine/entry.ts', 'src/engine/ingestion/readers/entry.ts', 'src/models/entry.ts'];
