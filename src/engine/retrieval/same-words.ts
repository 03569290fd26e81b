import { termsOf } from './terms.ts';

/** What of a text tells whether another says the same. */
export interface Wording {
  /** Numbers, identifiers and names in order. Texts that differ in one of them never say the same. */
  names: string;
  /** Distinct terms; made when first asked for. */
  terms(): ReadonlySet<string>;
}

/** Words that two texts of equal meaning may share of all they have. */
const sharedWords = 0.9;
/** Lines of a mail's head and of a printout, whose date is of the copy and not of what it says. */
const dateLine =
  /^[\s>|]*(?:(?:date|sent|received|printed|retrieved|datum|gesendet|gedruckt|date d'envoi|envoyé|enviado|fecha|日期|发送时间|日付|送信日時)\s*[:：].*|(?:on|am|le)\s.{6,120}(?:wrote|schrieb|a écrit)[^\n]{0,80}:\s*)$/gimu;
const quoteMarks = /^[ \t]*(?:[>|][ \t]?)+/gmu;
/** With a digit in it, or with a capital inside a sentence. */
const withDigit = /[\p{L}\p{N}]*\p{N}(?:[\p{L}\p{N}]|[.,:/\-–_#%§](?=[\p{L}\p{N}]))*/gu;
const named = /(?<=[\p{Ll}\p{N},;)\]"”»][ \t]+["“„(«]?)\p{Lu}[\p{L}\p{M}'’-]*|\b\p{Lu}{2,}\b/gu;
/** As terms: `pas` stands in a text as `pa`. Of “can't” the `t` is left. */
const negations = new Set(
  termsOf(
    `not no never without except unless nor cannot none neither t don doesn didn isn aren wasn weren won wouldn shouldn couldn mustn
    needn hasn haven hadn nicht kein keine keinen keinem keiner keines nie niemals ohne außer weder ne pas non sans jamais sauf aucun
    aucune nunca jamás sin ni salvo excepto senza mai né eccetto niet geen nooit zonder behalve não nem sem nunca exceto inte ej aldrig
    utan ikke aldri aldrig uden uten nie bez oprócz не нет ни без никогда кроме 안 못`,
  ),
);
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

export function wordingOf(text: string): Wording {
  const said = text.normalize('NFKC').replaceAll(dateLine, ' ').replaceAll(quoteMarks, '');
  const found = [...said.matchAll(withDigit), ...said.matchAll(named)].toSorted((a, b) => a.index - b.index);
  let made: ReadonlySet<string> | null = null;
  return {
    names: found.map(([name]) => name.toLowerCase()).join(' '),
    terms: () => (made ??= new Set(termsOf(said))),
  };
}

/**
 * True for texts that say the same in all but a few words: copies, versions, quoted mail. They share nine tenths of their
 * words and all numbers and names, in order, and differ in no negation and in none of `asked`. Scripts that do not tell
 * names by capitals may differ by an addition, not by a replacement.
 */
export function sameWords(a: Wording, b: Wording, asked: ReadonlySet<string>): boolean {
  if (a.names !== b.names) return false;
  const [left, right] = [a.terms(), b.terms()];
  const [fewer, more] = left.size < right.size ? [left.size, right.size] : [right.size, left.size];
  if (fewer < more * sharedWords) return false;
  const onlyLeft = [...left].filter((term) => !right.has(term));
  const onlyRight = [...right].filter((term) => !left.has(term));
  const differing = [...onlyLeft, ...onlyRight];
  if (left.size - onlyLeft.length < sharedWords * (left.size + onlyRight.length)) return false;
  if (differing.some((term) => negations.has(term) || asked.has(term))) return false;
  return !differing.some((term) => cjk.test(term)) || onlyLeft.length === 0 || onlyRight.length === 0;
}
