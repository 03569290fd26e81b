import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** Everything that runs as a process of its own. The name is the file in `out/main`. */
const entries = {
  index: resolve(root, 'src/main/index.ts'),
  engine: resolve(root, 'src/engine/entry.ts'),
  models: resolve(root, 'src/models/entry.ts'),
  reader: resolve(root, 'src/engine/ingestion/readers/entry.ts'),
  host: resolve(root, 'src/host/entry.ts'),
  cli: resolve(root, 'src/cli/entry.ts'),
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

/**
 * electron-vite declares `require` and `__dirname` at the head of every chunk that seems to use them, also
 * where the chunk declares its own, which then does not parse. Our sources are ES modules and need neither.
 */
function withoutCommonJsShim(): Plugin {
  return {
    name: 'without-commonjs-shim',
    configResolved(config) {
      const shim = config.plugins.find((plugin) => plugin.name === 'vite:esm-shim');
      if (!shim) throw new Error('electron-vite no longer has the plugin vite:esm-shim; see electron.vite.config.ts');
      delete shim.renderChunk;
    },
  };
}

export default defineConfig({
  main: {
    plugins: [withoutCommonJsShim()],
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: entries,
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
    // The browser host serves it below a path of its own.
    base: './',
    build: {
      outDir: resolve(root, 'out/renderer'),
      // The browser host serves the same files to any current browser.
      target: 'es2024',
      // electron-vite's own default is to leave it as it is.
      minify: 'oxc',
      emptyOutDir: true,
      rollupOptions: { input: resolve(root, 'src/renderer/index.html') },
    },
    plugins: [react(), pdfjsAssets()],
  },
});
