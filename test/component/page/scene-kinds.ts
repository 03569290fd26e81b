import type { Document, DocumentBlock, DocumentFormat } from '../../../src/shared/domain/document.ts';
import { outcomeOf } from '../../../src/shared/domain/outcome.ts';
import { AppError, type ErrorCode, toErrorData } from '../../../src/shared/errors.ts';
import {
  blocksOf,
  chapterBlocks,
  codeBlocks,
  cueBlocks,
  mailBlocks,
  namedSheetBlocks,
  sheetBlocks,
  slideBlocks,
} from '../fake/block-samples.ts';
import { emptyLibrary, type FakeLibrary } from '../fake/fake-engine.ts';
import { documentOf, ocrOf, progressOf, sourceOf } from '../fake/samples.ts';
import { typesetPdf } from '../../fixtures/documents/typeset-pdf.ts';
import { leaves } from './scene-texts.ts';

const day = 24 * 3_600_000;

function failedOf(id: number, name: string, code: ErrorCode, reason?: string): Document {
  const error = toErrorData(new AppError(code, 'It could not be read.', { details: { subject: name, ...(reason ? { reason } : {}) } }));
  const document = documentOf(id, {
    name,
    relativePath: `Inbox/${name}`,
    state: 'failed',
    error,
    format: null,
    pageCount: null,
    chunkCount: 0,
    indexedAtMs: null,
  });
  return { ...document, outcome: outcomeOf(document), modifiedAtMs: Date.now() - id * day };
}

/** A picture of a receipt, drawn here. */
async function drawnReceipt(): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(900, 640);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('nothing to draw on');
  pen.fillStyle = '#f6f2e8';
  pen.fillRect(0, 0, 900, 640);
  pen.fillStyle = '#222';
  pen.font = '38px serif';
  pen.fillText('Harbour Hardware', 60, 110);
  pen.font = '28px monospace';
  pen.fillText('9 keys cut         27.00', 60, 240);
  pen.fillText('1 padlock          14.50', 60, 300);
  pen.fillText('TOTAL EUR          41.50', 60, 400);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

/** Documents of every kind of place, and of every outcome. */
export async function kindsLibrary(rows = 100_000): Promise<FakeLibrary> {
  const library = emptyLibrary();
  const { bytes } = await typesetPdf(leaves);
  const add = (id: number, name: string, format: DocumentFormat, blocks: DocumentBlock[], part: Partial<Document> = {}) => {
    const document = documentOf(id, { name, relativePath: name, format, pageCount: null, modifiedAtMs: Date.now() - id * day, ...part });
    library.documents.push({ ...document, outcome: outcomeOf(document) });
    library.blocks.set(id, blocks);
    library.bytes.set(id, new Uint8Array(1));
  };
  add(1, 'Move to Harbour Street.pptx', 'pptx', slideBlocks());
  add(2, 'Invoices 2015-2024.xlsx', 'xlsx', sheetBlocks(rows), { sizeBytes: 9_400_000 });
  add(3, 'Keys of Harbour Street.eml', 'eml', mailBlocks());
  add(4, 'Correspondence 2019.mbox', 'mbox', mailBlocks(40));
  add(5, 'Meeting.vtt', 'subtitles', cueBlocks());
  add(6, 'The House.epub', 'epub', chapterBlocks());
  add(7, 'rent.ts', 'code', codeBlocks());
  add(
    8,
    'receipt.png',
    'image',
    blocksOf(['Harbour Hardware', '9 keys cut 27.00', '1 padlock 14.50', 'TOTAL EUR 41.50'].map((text) => ({ text, page: 1 }))),
    { pageCount: 1 },
  );
  library.bytes.set(8, await drawnReceipt());
  library.pages.set(8, [{ page: 1, width: 900, height: 640, textSource: 'ocr', confidence: 71 }]);
  add(
    9,
    'Lease, scanned.pdf',
    'pdf',
    blocksOf(
      leaves
        .slice(0, 3)
        .flatMap(({ heading, paragraphs }, index) => [
          { kind: 'heading' as const, level: 1, text: heading, page: index + 1 },
          ...paragraphs.map((text) => ({ text, page: index + 1 })),
        ]),
    ),
    { pageCount: 4, pagesWithoutText: 1 },
  );
  library.bytes.set(9, bytes);
  library.pages.set(9, [
    { page: 1, width: 595, height: 842, textSource: 'ocr', confidence: 94 },
    { page: 2, width: 595, height: 842, textSource: 'ocr', confidence: 62 },
    { page: 3, width: 595, height: 842, textSource: 'layer', confidence: null },
    { page: 4, width: 595, height: 842, textSource: 'none', confidence: null },
  ]);
  add(10, 'papers.zip', 'archive', [], { chunkCount: 0 });
  add(11, 'offer.pdf', 'pdf', library.blocks.get(9) ?? [], { parentId: 10, relativePath: 'papers.zip/2024/offer.pdf', pageCount: 4 });
  library.bytes.set(11, bytes);
  library.pages.set(
    11,
    leaves.map((_leaf, index) => ({ page: index + 1, width: 595, height: 842, textSource: 'layer' as const, confidence: null })),
  );
  add(
    12,
    'Annual report.docx',
    'docx',
    blocksOf([
      { kind: 'heading', level: 1, text: 'Annual report' },
      { text: 'A good year.' },
      ...['• Deer', '1. Lake', 'Rowing'].map((text) => ({ kind: 'list-item' as const, level: 1, text })),
    ]),
    {
      warnings: ['Two pictures of text were left out.', 'A chart on page 4 could not be read.'],
    },
  );
  add(13, 'Members.ods', 'ods', namedSheetBlocks());
  library.documents.push(
    failedOf(20, 'salaries.pdf', 'read-encrypted'),
    failedOf(21, 'contract-signed.docx', 'read-wrong-password'),
    failedOf(22, 'scan-0041.tif', 'read-no-text'),
    failedOf(23, 'minutes.docx', 'read-corrupt'),
    failedOf(24, 'notes.txt', 'read-empty'),
    failedOf(25, 'backup.json', 'read-too-large'),
    failedOf(26, 'budget.numbers', 'read-unsupported', 'an Apple Numbers spreadsheet'),
    failedOf(27, 'plan.dwg', 'read-unsupported', 'an AutoCAD drawing'),
    failedOf(28, 'odd.pdf', 'read-timeout'),
    failedOf(29, 'copy of odd.pdf', 'read-quarantined'),
    failedOf(30, 'cloud.xlsx', 'read-offline'),
    failedOf(31, 'private.doc', 'read-denied'),
  );
  library.passwords.set(20, 'sesame');
  library.collections = [{ id: 1, name: 'Brightwater Studio', createdAtMs: 0, sourceCount: 2, documentCount: library.documents.length }];
  library.sources = [
    sourceOf(1, {
      name: 'Office',
      displayPath: '/home/ada/Documents/Office',
      scannedAtMs: Date.now() - day / 4,
      progress: progressOf({ documentsTotal: 24, documentsFailed: 12 }),
    }),
    sourceOf(2, {
      name: 'Share',
      displayPath: '/mnt/share/Projects',
      scannedAtMs: Date.now() - day / 2,
      watched: false,
      progress: progressOf({ documentsTotal: 830 }),
    }),
  ];
  library.ocr = ocrOf({
    documentsWaiting: 3,
    pagesWaiting: 28,
    pagesDone: 12,
    pagesPerMinute: 14,
    secondsLeft: 120,
    currentFile: 'Lease, scanned.pdf',
    languages: [
      { code: 'eng', name: 'English', isInstalled: true, isChosen: true },
      { code: 'deu', name: 'German', isInstalled: true, isChosen: true },
      { code: 'fra', name: 'French', isInstalled: true, isChosen: false },
    ],
  });
  return library;
}
