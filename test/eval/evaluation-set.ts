import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { BadInput } from './bad-input.ts';
import { jsonLines } from './json-lines.ts';

export type SetDocument = { id: string; title: string; text: string } | { id: string; path: string };

/** A folder of documents and questions with the documents that answer them; see docs/quality.md for its form. */
export interface EvaluationSet {
  name: string;
  documents: SetDocument[];
  questions: { id: string; question: string }[];
  /** By question, what each relevant document is worth. Empty where nothing is judged. */
  gains: Map<string, Map<string, number>>;
  /** What was passed over, in words. */
  notes: string[];
  /** SHA-256 over all files of the set. */
  contents: string;
}

const textDocument = z.object({ id: z.string(), title: z.string().nullish(), text: z.string() });
const question = z.object({ id: z.string(), question: z.string() });
const judgement = z.object({ query: z.string(), doc: z.string(), score: z.number() });
const fileQuestion = question.extend({ pdfs: z.array(z.string().regex(/^[^/\\]+$/, 'names a path and not a file of the set')).min(1) });

type Parsed<T> = { value: T; at: string };

/** Reads one set. Fails with {@link BadInput} where a line is not in the form, or the folder is no set. */
export async function readEvaluationSet(dir: string): Promise<EvaluationSet> {
  const folder = resolve(dir);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new BadInput(`${dir}: there is no such folder.`);
  const hash = createHash('sha256');
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<Parsed<T>[]> => {
    const found: Parsed<T>[] = [];
    hash.update(`\0${file}\0`);
    for await (const { value, at } of jsonLines(join(folder, file), (bytes) => hash.update(bytes))) {
      const parsed = schema.safeParse(value);
      if (!parsed.success) throw new BadInput(`${at}: ${describe(parsed.error)}`);
      found.push({ value: parsed.data, at });
    }
    return found;
  };
  const name = basename(folder);
  if (existsSync(join(folder, 'questions.jsonl'))) return await fileSet(folder, name, read, hash);
  for (const file of ['corpus.jsonl', 'queries.jsonl'])
    if (!existsSync(join(folder, file))) throw new BadInput(`${join(folder, file)} is missing: ${dir} is no evaluation set.`);

  const notes: string[] = [];
  const documents = once(await read('corpus.jsonl', textDocument), notes, 'documents').map(({ id, title, text }) => {
    return { id, title: title ?? '', text };
  });
  const questions = once(await read('queries.jsonl', question), notes, 'questions');
  const gains = new Map<string, Map<string, number>>();
  const isJudged = existsSync(join(folder, 'qrels.jsonl'));
  const known = { documents: new Set(documents.map(({ id }) => id)), questions: new Set(questions.map(({ id }) => id)) };
  let [withoutQuestion, withoutDocument] = [0, 0];
  for (const { value } of isJudged ? await read('qrels.jsonl', judgement) : []) {
    const { query, doc, score } = value;
    if (!known.questions.has(query)) withoutQuestion += 1;
    else if (score > 0) {
      if (!known.documents.has(doc)) withoutDocument += 1;
      const ofQuestion = gains.get(query) ?? new Map<string, number>();
      gains.set(query, ofQuestion.set(doc, Math.max(score, ofQuestion.get(doc) ?? 0)));
    }
  }
  if (!isJudged) notes.push('There is no qrels.jsonl: questions are answered, and nothing is judged.');
  if (withoutQuestion > 0)
    notes.push(`${withoutQuestion} judgements are about questions that are not in queries.jsonl and are passed over.`);
  if (withoutDocument > 0)
    notes.push(`${withoutDocument} judgements name documents that are not in corpus.jsonl; they count as not found.`);
  return { name, documents, questions, gains, notes, contents: hash.digest('hex') };
}

/** Files and questions about them: which file answers is all that is judged. */
async function fileSet(
  folder: string,
  name: string,
  read: <T>(file: string, schema: z.ZodType<T>) => Promise<Parsed<T>[]>,
  hash: ReturnType<typeof createHash>,
): Promise<EvaluationSet> {
  const lines = await read('questions.jsonl', fileQuestion);
  const files = new Set<string>();
  for (const { value, at } of lines)
    for (const file of value.pdfs) {
      if (!existsSync(join(folder, file))) throw new BadInput(`${at}: there is no ${JSON.stringify(file)} in the set.`);
      files.add(file);
    }
  for (const file of [...files].toSorted()) hash.update(`\0${file}\0${statSync(join(folder, file)).size}`);
  const notes: string[] = [];
  const questions = once(lines, notes, 'questions');
  return {
    name,
    documents: [...files].map((file) => ({ id: file, path: join(folder, file) })),
    questions,
    gains: new Map(questions.map(({ id, pdfs }) => [id, new Map(pdfs.map((file) => [file, 1]))])),
    notes,
    contents: hash.digest('hex'),
  };
}

/** Values by id. One that is repeated word for word counts once; two that differ cannot both be meant. */
function once<T extends { id: string }>(parsed: readonly Parsed<T>[], notes: string[], what: string): T[] {
  const byId = new Map<string, Parsed<T>>();
  let repeated = 0;
  for (const each of parsed) {
    const before = byId.get(each.value.id);
    if (before === undefined) byId.set(each.value.id, each);
    else if (JSON.stringify(before.value) === JSON.stringify(each.value)) repeated += 1;
    else throw new BadInput(`${each.at}: the id ${JSON.stringify(each.value.id.slice(0, 80))} stands at ${before.at} for something else.`);
  }
  if (byId.size === 0) throw new BadInput(`There are no ${what}.`);
  if (repeated > 0) notes.push(`${repeated} ${what} are repeated and count once.`);
  return [...byId.values()].map(({ value }) => value);
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  return where === '' ? 'not an object with the fields of the form.' : `“${where}”: ${issue?.message ?? 'not as it must be'}.`;
}
