import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import type { Citation, Passage } from '../../../src/shared/domain/answer.ts';
import type { Box, Place } from '../../../src/shared/domain/place.ts';
import { emptyLibrary, type FakeLibrary } from '../fake/fake-engine.ts';
import { answerOf, documentOf, passageOf, progressOf, receiptOf, sourceOf } from '../fake/samples.ts';
import { typesetPdf } from '../../fixtures/documents/typeset-pdf.ts';
import { leaves, mdBlocks, sentenceEnd, text } from './scene-texts.ts';

const hour = 3_600_000;

export async function fullLibrary(many = 0): Promise<FakeLibrary> {
  const { bytes, boxes } = await typesetPdf(leaves);
  const now = Date.now();
  const library = emptyLibrary();
  library.bytes.set(1, bytes);
  library.pages.set(
    1,
    leaves.map((_leaf, index) => ({ page: index + 1, width: 595, height: 842, textSource: 'layer' as const, confidence: null })),
  );
  let start = 0;
  library.blocks.set(
    2,
    mdBlocks.map((block, ordinal) => {
      const made = { ...block, ordinal, start, page: null, lineStart: ordinal * 2 + 1, lineEnd: ordinal * 2 + 1, locator: null };
      start += block.text.length + 2;
      return made;
    }),
  );
  const failed = toErrorData(new AppError('read-encrypted', 'It needs a password.', { details: { subject: 'salaries.pdf' } }));
  const empty = toErrorData(new AppError('read-no-text', 'No text.', { details: { subject: 'scan-0041.pdf' } }));
  library.documents = [
    documentOf(1, {
      name: 'Lease Harbour Street 14.pdf',
      relativePath: 'Leases/Lease Harbour Street 14.pdf',
      modifiedAtMs: now - 90 * 24 * hour,
    }),
    documentOf(2, {
      name: 'Amendment 2023.md',
      relativePath: 'Leases/Amendment 2023.md',
      format: 'markdown',
      pageCount: null,
      sizeBytes: 4_120,
      modifiedAtMs: now - 5 * hour,
    }),
    documentOf(3, {
      name: 'salaries.pdf',
      relativePath: 'HR/salaries.pdf',
      state: 'failed',
      error: failed,
      outcome: 'encrypted',
      indexedAtMs: null,
      format: 'pdf',
      pageCount: null,
      modifiedAtMs: now - 300 * 24 * hour,
    }),
    documentOf(4, {
      name: 'scan-0041.pdf',
      relativePath: 'scan-0041.pdf',
      state: 'failed',
      error: empty,
      outcome: 'no-text-layer',
      indexedAtMs: null,
      pageCount: 12,
      sizeBytes: 18_400_000,
      modifiedAtMs: now - 800 * 24 * hour,
    }),
    documentOf(5, {
      name: 'Minutes of the board.docx',
      relativePath: 'Board/Minutes of the board.docx',
      format: 'docx',
      pageCount: null,
      embeddedChunkCount: 4,
      modifiedAtMs: now - 2 * 24 * hour,
    }),
    documentOf(6, {
      name: 'handbook.html',
      relativePath: 'handbook.html',
      format: 'html',
      state: 'reading',
      outcome: null,
      pageCount: null,
      chunkCount: 0,
      embeddedChunkCount: 0,
    }),
    documentOf(7, {
      name: 'notes 2024.txt',
      relativePath: 'Notes/notes 2024.txt',
      format: 'text',
      state: 'queued',
      outcome: null,
      pageCount: null,
      chunkCount: 0,
      embeddedChunkCount: 0,
      sizeBytes: 812,
    }),
    documentOf(8, {
      name: 'Insurance policy.pdf',
      relativePath: 'Insurance policy.pdf',
      pageCount: 48,
      sizeBytes: 2_300_000,
      warnings: ['Page 31 could not be read.'],
      outcome: 'partial',
    }),
    ...Array.from({ length: many }, (_empty, index) =>
      documentOf(100 + index, {
        name: `report ${String(index + 1).padStart(5, '0')}.pdf`,
        relativePath: `Archive/${2000 + (index % 25)}/report ${String(index + 1).padStart(5, '0')}.pdf`,
        sizeBytes: 20_000 + ((index * 7919) % 3_000_000),
        pageCount: 1 + (index % 90),
        modifiedAtMs: now - (index % 2000) * 20 * hour,
      }),
    ),
  ];
  library.collections = [
    { id: 1, name: 'Brightwater Studio', createdAtMs: 0, sourceCount: 3, documentCount: library.documents.length },
    { id: 2, name: 'Private', createdAtMs: 0, sourceCount: 0, documentCount: 0 },
  ];
  library.sources = [
    sourceOf(1, {
      name: 'Contracts',
      displayPath: '/home/ada/Documents/Contracts',
      state: 'ingesting',
      progress: progressOf({
        filesTotal: 1204,
        filesDone: 312,
        documentsFailed: 2,
        filesPerSecond: 14.2,
        secondsLeft: 63,
        currentFile: 'handbook.html',
        chunksTotal: 9000,
        chunksEmbedded: 2100,
      }),
    }),
    sourceOf(2, {
      name: 'Correspondence',
      displayPath: '/home/ada/Documents/Correspondence',
      scannedAtMs: now - hour,
      progress: progressOf({ documentsTotal: 8410, documentsFailed: 4 }),
    }),
    sourceOf(3, {
      name: 'USB archive',
      displayPath: '/media/ada/ARCHIVE/2019',
      state: 'missing',
      progress: progressOf({ documentsTotal: 96 }),
    }),
  ];
  const place = (page: number, part: number): Place => ({ kind: 'page', page, boxes: boxes[page - 1]?.[part] as Box[] });
  const passages: Passage[] = [
    passageOf(1, {
      documentName: 'Lease Harbour Street 14.pdf',
      text: leaves[3]?.paragraphs[0] ?? '',
      place: place(4, 0),
      headingPath: ['4. Ending the lease'],
    }),
    passageOf(2, { documentName: 'Lease Harbour Street 14.pdf', text: leaves[3]?.paragraphs[1] ?? '', place: place(4, 1) }),
    passageOf(3, { documentName: 'Lease Harbour Street 14.pdf', text: leaves[1]?.paragraphs[0] ?? '', place: place(2, 0) }),
    passageOf(4, {
      documentName: 'Amendment 2023.md',
      span: { documentId: 2, start: 90, end: 206 },
      text: mdBlocks[3]?.text ?? '',
      place: { kind: 'lines', start: 7, end: 7, headingPath: ['Parking'] },
    }),
  ];
  const cite = (after: string, number: number, sentenceStart = 0, part = passages[number - 1]): Citation => ({
    offset: sentenceEnd(after),
    sentenceStart: sentenceStart || sentenceEnd(after),
    passageNumber: number,
    span: part?.span ?? { documentId: 1, start: 0, end: 1 },
    place: part?.place as Place,
    quote: part?.text ?? '',
  });
  const amended = library.blocks.get(2)?.[3];
  if (amended && passages[3])
    passages[3] = { ...passages[3], span: { documentId: 2, start: amended.start, end: amended.start + amended.text.length } };
  const citations = [
    cite('31 March 2025.', 1),
    cite('after a reminder.', 2),
    cite('free of fittings.', 1),
    cite('after three years.', 1),
    cite('with interest.', 3),
    cite('as it was.', 4, 0, passages[3]),
  ];
  library.threads = [
    { id: 1, collectionId: 1, title: 'How can the lease of Harbour Street be ended?', createdAtMs: now, updatedAtMs: now, answerCount: 2 },
    {
      id: 2,
      collectionId: 1,
      title: 'Which suppliers raised prices in 2024?',
      createdAtMs: now,
      updatedAtMs: now - 26 * hour,
      answerCount: 1,
    },
    {
      id: 3,
      collectionId: 1,
      title: 'Who signed the insurance policy?',
      createdAtMs: now,
      updatedAtMs: now - 24 * 12 * hour,
      answerCount: 1,
    },
    { id: 4, collectionId: 1, title: 'Warranty of the printer', createdAtMs: now, updatedAtMs: now - 24 * 14 * hour, answerCount: 1 },
  ];
  library.answers = [
    answerOf(1, {
      question: 'How can the lease of Harbour Street be ended, and what is owed on leaving?',
      kind: 'generated',
      text,
      passages,
      citations,
      receipt: receiptOf(1),
    }),
    answerOf(2, {
      threadId: 2,
      question: 'Which suppliers raised prices in 2024?',
      kind: 'not-found',
      passages,
      receipt: receiptOf(2, { kind: 'not-found', model: null, ttftMs: null, tokensPerSecond: null, usage: {}, latencyMs: 84 }),
    }),
    answerOf(3, {
      threadId: 3,
      question: 'Who signed the insurance policy?',
      kind: 'extractive',
      passages,
      text: `> ${leaves[3]?.paragraphs[0]}\n\n> ${leaves[1]?.paragraphs[0]}`,
      citations: [{ ...cite('31 March 2025.', 1), offset: (leaves[3]?.paragraphs[0]?.length ?? 0) + 2 }],
      receipt: receiptOf(3, {
        kind: 'extractive',
        model: null,
        ttftMs: null,
        tokensPerSecond: null,
        usage: {},
        latencyMs: 84,
        warnings: ['no-embedding-model'],
        route: { target: 'none', reason: 'No chat model is chosen.' },
      }),
    }),
    answerOf(4, {
      threadId: 4,
      question: 'How long is the warranty of the printer?',
      kind: 'generated',
      state: 'failed',
      text: 'The warranty',
      passages,
      error: toErrorData(new AppError('process-lost', 'x', { details: { subject: 'models' } })),
    }),
  ];
  library.models = [
    {
      role: 'chat',
      state: 'ready',
      fileName: 'Qwen3-4B-Q4_K_M.gguf',
      displayPath: '/home/ada/models/Qwen3-4B-Q4_K_M.gguf',
      loadProgress: null,
      error: null,
      facts: {
        name: 'Qwen3-4B',
        architecture: 'qwen3',
        sizeBytes: 2_497_000_000,
        contextTokens: 8192,
        trainContextTokens: 40_960,
        dimensions: null,
        pooling: null,
        gpu: 'vulkan',
        gpuLayers: 36,
        threads: 8,
        loadMs: 2140,
      },
    },
    {
      role: 'embedding',
      state: 'loading',
      fileName: 'Qwen3-Embedding-0.6B-Q8_0.gguf',
      displayPath: '/home/ada/models/Qwen3-Embedding-0.6B-Q8_0.gguf',
      loadProgress: 0.42,
      error: null,
      facts: null,
    },
    {
      role: 'reranker',
      state: 'failed',
      fileName: 'reranker.gguf',
      displayPath: '/home/ada/models/reranker.gguf',
      loadProgress: null,
      facts: null,
      error: toErrorData(new AppError('model-memory', 'x', { details: { subject: 'reranker.gguf' } })),
    },
  ];
  return library;
}
