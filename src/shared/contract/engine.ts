import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { answerEventSchema, answerSchema, receiptSchema, threadSchema } from '../domain/answer.ts';
import { documentBlockSchema, documentOutcomeSchema, documentSchema, documentStateSchema, pageSizeSchema } from '../domain/document.ts';
import { engineEventSchema } from '../domain/event.ts';
import {
  checkReportSchema,
  checkStandingSchema,
  libraryCheckSchema,
  pointedPlaceSchema,
  savedQuestionSchema,
} from '../domain/library-check.ts';
import { modelRoleSchema, modelStatusSchema } from '../domain/model.ts';
import { ocrLanguageCodeSchema, ocrStatusSchema } from '../domain/ocr.ts';
import { placeSchema, spanSchema } from '../domain/place.ts';
import { powerStatusSchema } from '../domain/power.ts';
import { searchResultSchema } from '../domain/retrieval.ts';
import { collectionSchema, coverageSchema, sourceRulesSchema, sourceSchema } from '../domain/source.ts';
import { base } from './base.ts';

const idInput = <K extends string>(key: K) => z.object({ [key]: z.number().int().positive() } as Record<K, z.ZodNumber>);
const nothing = z.void();

/** One line of `doctor`: what was looked at, how it stands, and what to do if it does not stand. */
export const doctorCheckSchema = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.enum(['ok', 'warning', 'failed']),
  detail: z.string(),
  nextAction: z.string().nullable(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const documentSortSchema = z.enum(['name', 'modified', 'size', 'state', 'indexed']);
export type DocumentSort = z.infer<typeof documentSortSchema>;

/**
 * What the window and the command line may ask of the engine. The key is the channel name, the
 * schemas are input and output; a method that returns an event iterator streams.
 */
export const engineContract = {
  system: {
    info: base.output(
      z.object({
        version: z.string(),
        protocol: z.number(),
        epoch: z.string(),
        libraryPath: z.string(),
        sqliteVersion: z.string(),
        nodeVersion: z.string(),
      }),
    ),
    doctor: base.output(z.array(doctorCheckSchema)),
    /** Streams changes after `after` of the same epoch; otherwise begins with a `reset`. */
    events: base.input(z.object({ epoch: z.string(), seq: z.number() }).nullable()).output(eventIterator(engineEventSchema)),
  },
  collections: {
    list: base.output(z.array(collectionSchema)),
    create: base.input(z.object({ name: z.string().trim().min(1).max(120) })).output(collectionSchema),
    rename: base.input(z.object({ collectionId: z.number(), name: z.string().trim().min(1).max(120) })).output(collectionSchema),
    remove: base.input(idInput('collectionId')).output(nothing),
    coverage: base.input(idInput('collectionId')).output(coverageSchema),
  },
  sources: {
    list: base.input(idInput('collectionId')).output(z.array(sourceSchema)),
    /** `grantId` names a path a person chose in a dialog, a drop or the host's picker. */
    add: base.input(z.object({ collectionId: z.number(), grantId: z.string() })).output(sourceSchema),
    rescan: base.input(idInput('sourceId')).output(sourceSchema),
    pause: base.input(idInput('sourceId')).output(sourceSchema),
    resume: base.input(idInput('sourceId')).output(sourceSchema),
    /** Drops the work still queued for this source; what is indexed stays. */
    cancel: base.input(idInput('sourceId')).output(sourceSchema),
    /** Takes the source and everything indexed from it out of the library. Originals are not touched. */
    remove: base.input(idInput('sourceId')).output(nothing),
    /** Keeps what is left out of the source and looks at it anew: what is left out now goes, what was is read. */
    setRules: base.input(z.object({ sourceId: z.number().int().positive(), rules: sourceRulesSchema })).output(sourceSchema),
  },
  documents: {
    list: base
      .input(
        z.object({
          collectionId: z.number(),
          sourceId: z.number().optional(),
          state: documentStateSchema.optional(),
          outcome: documentOutcomeSchema.optional(),
          /** Part of the name, case-insensitive. */
          filter: z.string().max(200).optional(),
          sort: documentSortSchema.default('name'),
          descending: z.boolean().default(false),
          offset: z.number().int().min(0).default(0),
          limit: z.number().int().min(1).max(500).default(200),
        }),
      )
      .output(z.object({ documents: z.array(documentSchema), total: z.number() })),
    /** How many documents came to what; an outcome that none came to is left out. */
    outcomes: base
      .input(z.object({ collectionId: z.number(), sourceId: z.number().optional() }))
      .output(z.array(z.object({ outcome: documentOutcomeSchema, documents: z.number() }))),
    get: base.input(idInput('documentId')).output(documentSchema),
    retry: base.input(idInput('documentId')).output(documentSchema),
    /**
     * Reads a protected document with this password, first in line; when it is wrong, the document fails with
     * `read-wrong-password`. Kept in memory only; `remember` also puts it into the system's keychain once it has
     * opened the file, where the host has the capability `keychain`.
     */
    givePassword: base
      .input(z.object({ documentId: z.number().int().positive(), password: z.string().min(1).max(1024), remember: z.boolean() }))
      .output(documentSchema),
    /** Adds the file to the ignore lines of its source and takes it out of the index. The file itself is not touched. */
    exclude: base.input(idInput('documentId')).output(nothing),
    /** Recognises the text of pages that have none, before all others; nothing to do for a document without such pages. */
    recogniseText: base.input(idInput('documentId')).output(documentSchema),
    blocks: base
      .input(
        z.object({
          documentId: z.number(),
          fromOrdinal: z.number().int().min(0).default(0),
          limit: z.number().int().min(1).max(2000).default(500),
        }),
      )
      .output(z.object({ blocks: z.array(documentBlockSchema), total: z.number() })),
    pages: base.input(idInput('documentId')).output(z.array(pageSizeSchema)),
    places: base.input(spanSchema).output(z.array(placeSchema)),
    /**
     * Bytes [start, end) of the original as it was indexed, at most 4 MiB a call. Those of a PDF that needs a password
     * are of a copy without the protection, or fail with `read-encrypted` when no password that is known opens it.
     * Fails with `document-changed` when the file on disk is no longer the indexed version.
     */
    bytes: base
      .input(z.object({ documentId: z.number(), start: z.number().int().min(0), end: z.number().int().min(0) }))
      .output(z.object({ totalBytes: z.number(), bytes: z.instanceof(Blob) })),
  },
  /** Recognising the text of pictures and scanned pages. */
  ocr: {
    status: base.output(ocrStatusSchema),
    /** Kept over restarts. A page under way is given up and done again later. */
    setPaused: base.input(z.object({ paused: z.boolean() })).output(ocrStatusSchema),
    /** What was recognised in other languages is done again, behind everything else. Fails with `input-invalid` for one that is not installed. */
    setLanguages: base.input(z.object({ languages: z.array(ocrLanguageCodeSchema).min(1).max(5) })).output(ocrStatusSchema),
    /** Installs the language files (`*.traineddata`, also gzipped) of a folder that a person chose. Fails with `input-invalid` when there are none. */
    addLanguages: base.input(z.object({ grantId: z.string() })).output(ocrStatusSchema),
  },
  /** How work in the background spares the battery. */
  power: {
    status: base.output(powerStatusSchema),
    /** Kept over restarts. */
    setFullSpeed: base.input(z.object({ fullSpeedOnBattery: z.boolean() })).output(powerStatusSchema),
  },
  search: {
    query: base
      .input(
        z.object({ collectionId: z.number(), query: z.string().min(1).max(4000), limit: z.number().int().min(1).max(100).default(20) }),
      )
      .output(searchResultSchema),
  },
  threads: {
    list: base.input(idInput('collectionId')).output(z.array(threadSchema)),
    rename: base.input(z.object({ threadId: z.number(), title: z.string().trim().min(1).max(200) })).output(threadSchema),
    remove: base.input(idInput('threadId')).output(nothing),
    answers: base.input(idInput('threadId')).output(z.array(answerSchema)),
  },
  answers: {
    /** Accepts a question and returns at once; the answer runs in the engine, whoever listens. */
    ask: base
      .input(z.object({ collectionId: z.number(), threadId: z.number().nullable(), question: z.string().trim().min(1).max(8000) }))
      .output(z.object({ threadId: z.number(), answerId: z.number() })),
    /** Parts with a sequence number above `after`; ends with `finish`. A finished answer replays from the store. */
    stream: base
      .input(z.object({ answerId: z.number(), after: z.number().int().min(0).default(0) }))
      .output(eventIterator(answerEventSchema)),
    cancel: base.input(idInput('answerId')).output(nothing),
    get: base.input(idInput('answerId')).output(answerSchema),
  },
  /** Questions kept with the place that answers them, to look later whether they are still found. */
  savedQuestions: {
    list: base.input(idInput('collectionId')).output(z.array(savedQuestionSchema)),
    /** Fails with `not-found` when the document is not in the collection, or the words are not in it any more. */
    save: base
      .input(z.object({ collectionId: z.number(), question: z.string().trim().min(1).max(4000), place: pointedPlaceSchema }))
      .output(savedQuestionSchema),
    /** Puts it in other words; checks before do not compare with those after. */
    rename: base.input(z.object({ questionId: z.number(), question: z.string().trim().min(1).max(4000) })).output(savedQuestionSchema),
    /** With what the checks say of it. */
    remove: base.input(idInput('questionId')).output(nothing),
  },
  /** Asks the saved questions of a collection and looks at which rank their places are found. Behind everything else. */
  libraryChecks: {
    standing: base.input(idInput('collectionId')).output(checkStandingSchema),
    /** Where one is under way or paused, that one goes on. Fails with `input-invalid` without saved questions. */
    start: base.input(idInput('collectionId')).output(libraryCheckSchema),
    /** Kept over restarts. */
    pause: base.input(idInput('checkId')).output(libraryCheckSchema),
    resume: base.input(idInput('checkId')).output(libraryCheckSchema),
    /** Stops it where it runs, and takes it out of the history. */
    remove: base.input(idInput('checkId')).output(nothing),
    /** Beside an earlier check of the collection; null is the one before it. */
    report: base
      .input(z.object({ checkId: z.number().int().positive(), baselineId: z.number().int().positive().nullable().default(null) }))
      .output(checkReportSchema),
  },
  models: {
    list: base.output(z.array(modelStatusSchema)),
    /** Chooses the file for a role (null takes it away) and begins to load it. */
    set: base.input(z.object({ role: modelRoleSchema, grantId: z.string().nullable() })).output(modelStatusSchema),
    load: base.input(z.object({ role: modelRoleSchema })).output(modelStatusSchema),
    unload: base.input(z.object({ role: modelRoleSchema })).output(modelStatusSchema),
  },
  ledger: {
    receipts: base.input(z.object({ limit: z.number().int().min(1).max(500).default(100) })).output(z.array(receiptSchema)),
  },
};
export type EngineContract = typeof engineContract;
