/** Loaded for what it does: it leaves its handler where pdf.js looks for one. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
