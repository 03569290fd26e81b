import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const outDir = resolve(root, '.cache/window-page');

/** The window over a pretended engine, to look at while designing: `vite build -c test/component/page/vite.config.ts`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: resolve(root, '.cache/vite-page'),
  build: { outDir, emptyOutDir: true, target: 'es2024', minify: false },
  plugins: [
    react(),
    {
      name: 'pdfjs-assets',
      writeBundle() {
        for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
          cpSync(resolve(root, 'node_modules/pdfjs-dist', folder), resolve(outDir, 'pdfjs', folder), { recursive: true });
        }
      },
    },
  ],
});
