import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** Everything that runs as a process of its own. The name is the file in `out/main`. */
const entries = {
  index: 'src/main/index.ts',
  engine: 'src/engine/entry.ts',
  models: 'src/models/entry.ts',
  reader: 'src/engine/ingestion/readers/entry.ts',
  host: 'src/host/entry.ts',
  cli: 'src/cli/entry.ts',
};

/** pdf.js fetches these at run time: character maps, the standard fonts, its WASM decoders, colour profiles. */
function pdfjsAssets(): Plugin {
  return {
    name: 'pdfjs-assets',
    writeBundle(options) {
      const to = join(options.dir ?? resolve(root, 'out/renderer'), 'pdfjs');
      for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
        cpSync(join(root, 'node_modules/pdfjs-dist', folder), join(to, folder), { recursive: true });
      }
    },
  };
}

/** While rooms are being laid out an entry may be absent; a release build must have them all (checked by the bundle test). */
const presentEntries = Object.fromEntries(
  Object.entries(entries)
    .map(([name, file]) => [name, resolve(root, file)] as const)
    .filter(([, file]) => existsSync(file)),
);

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: presentEntries,
        // Flat: code that looks for the process files beside itself must find them from a chunk too.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  // A sandboxed preload has no ESM and no local require: one CommonJS file with everything in it.
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      minify: false,
      rollupOptions: {
        input: { index: resolve(root, 'src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    base: '/',
    build: {
      outDir: resolve(root, 'out/renderer'),
      // The browser host serves the same files to any current browser.
      target: 'es2024',
      emptyOutDir: true,
      rollupOptions: { input: resolve(root, 'src/renderer/index.html') },
    },
    plugins: [react(), pdfjsAssets()],
  },
});
