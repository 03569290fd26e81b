import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { sentencesOf } from '../../src/engine/answering/sentences.ts';
import { asksWhere, asksWho, type Paragraph, type VerifyPair } from './verify-material.ts';
import { changedSentence, type WrongKind, wrongKinds } from './wrong-sentences.ts';
import { paraphrase, type TrueKind, trueKinds } from './true-sentences.ts';

/** Repeatable numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const linesOf = (path: string): Record<string, unknown>[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function readParagraphs(dir: string): Paragraph[] {
  const documents = new Map<string, Paragraph>();
  for (const { id, title, text } of linesOf(join(dir, 'corpus.jsonl')) as { id: string; title: string; text: string }[]) {
    const sentences = sentencesOf(text).map(({ start, end }) => text.slice(start, end));
    documents.set(id, { title, text, sentences, questions: [] });
  }
  const of = new Map((linesOf(join(dir, 'qrels.jsonl')) as { query: string; doc: string }[]).map(({ query, doc }) => [query, doc]));
  for (const { id, question, answers } of linesOf(join(dir, 'queries.jsonl')) as { id: string; question: string; answers?: string[] }[]) {
    const [answer] = answers ?? [];
    if (answer !== undefined) documents.get(of.get(id) ?? '')?.questions.push({ question, answer });
  }
  return [...documents.values()];
}

const isSentence = (text: string): boolean => {
  const length = /[\p{Script=Han}\p{Script=Hiragana}]/u.test(text) ? text.length * 3 : text.length;
  return length >= 45 && length <= 330 && /[.!。！]["”」)]?$/.test(text);
};

/** The words that the sentence of a paragraph is said to rest on: with its neighbours, or the whole paragraph. */
function spanOf(paragraph: Paragraph, index: number, random: () => number): string {
  if (random() < 0.5)
    return paragraph.text.slice(0, 2_500).includes(paragraph.sentences[index] ?? '')
      ? paragraph.text.slice(0, 2_500)
      : (paragraph.sentences[index] ?? '');
  return paragraph.sentences.slice(Math.max(0, index - 1), index + 2).join(' ');
}

/** What answers such questions and looks like a name. */
function namesAsked(paragraphs: readonly Paragraph[], asks: RegExp): string[] {
  const isName = /^(?:\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,2}|[\p{Script=Han}·]{2,8}|[\p{Script=Katakana}ー・]{3,16})$/u;
  return paragraphs.flatMap(({ questions }) =>
    questions.filter(({ question, answer }) => asks.test(question) && isName.test(answer)).map(({ answer }) => answer),
  );
}

/** Pairs of one set, as many of each kind as can be had up to `perKind`. The same for the same seed. */
export function makePairs(dir: string, language: string, perKind: number, seed: number): VerifyPair[] {
  const random = seededRandom(seed);
  const paragraphs = readParagraphs(dir).filter(({ sentences }) => sentences.some(isSentence));
  const counts = new Map<string, number>();
  const pairs: VerifyPair[] = [];
  const names = { who: namesAsked(paragraphs, asksWho), where: namesAsked(paragraphs, asksWhere) };
  const order = paragraphs.map((paragraph) => ({ paragraph, at: random() })).toSorted((a, b) => a.at - b.at);
  for (let round = 0; round < 6; round += 1) {
    for (const { paragraph } of order) {
      const index = Math.floor(random() * paragraph.sentences.length);
      const sentence = paragraph.sentences[index] ?? '';
      if (!isSentence(sentence)) continue;
      const kinds: (TrueKind | WrongKind)[] = [...trueKinds, ...wrongKinds];
      // The rarest kind so far that this sentence allows.
      for (const kind of kinds.map((each) => ({ each, rank: (counts.get(each) ?? 0) + random() })).toSorted((a, b) => a.rank - b.rank)) {
        if ((counts.get(kind.each) ?? 0) >= perKind) continue;
        const isTrue = (trueKinds as readonly string[]).includes(kind.each);
        const made = isTrue
          ? paraphrase(kind.each as TrueKind, sentence, paragraph, random)
          : changedSentence(kind.each as WrongKind, { sentence, paragraph, paragraphs, names }, random);
        if (made === null || made.sentence === '') continue;
        counts.set(kind.each, (counts.get(kind.each) ?? 0) + 1);
        const span = made.span ?? spanOf(paragraph, index, random);
        pairs.push({ sentence: made.sentence, span, label: isTrue ? 'supported' : 'unsupported', kind: kind.each, language });
        break;
      }
    }
  }
  return pairs;
}

const sets = [
  { name: 'squad-en', language: 'en' },
  { name: 'pubmedqa-en', language: 'en' },
  { name: 'cmrc-zh', language: 'zh' },
  { name: 'jaquad-ja', language: 'ja' },
] as const;

/** The labelled set from the evaluation sets of a folder. What is made are other people's words: it is not kept in the repository. */
export function makeVerifySet(evalDir: string, perKind: number, seed: number): VerifyPair[] {
  if (!existsSync(evalDir)) return [];
  const there = new Set(readdirSync(evalDir));
  return sets
    .filter(({ name }) => there.has(name))
    .flatMap(({ name, language }, index) => makePairs(join(evalDir, name), language, perKind, seed + index));
}
