import { termOf } from './terms.ts';

/*
 * Words that carry a question but not its subject. Document frequency finds them in a large library; in a small
 * one "what" is as rare as a name, so the few that matter are listed.
 */
const listed = `
a about above after again all also an and any are as at be been before being between both but by can could did do does doing
don down during each few for from further had has have having he her here hers him his how i if in into is it its just let
many may me might more most much must my no nor not now of off on once one only or other our out over own please per same she
should show so some such tell than that the their theirs them then there these they this those through to too under until up
us very was we were what when where which while who whom whose why will with would you your yours according document documents
file files say says said give explain describe list find
der die das den dem des ein eine einen einem einer eines und oder ist sind war waren wird werden wurde wurden hat haben hatte
wer was wann wo wie warum wieso welche welcher welches welchen wem wen wessen viel viele nicht mit von zu zum zur im am auf für
le la les un une des du de et ou est sont était qui que quoi quand où comment pourquoi quel quelle quels quelles dans sur avec
el los las una unos y o es son fue quien qué cuándo dónde cómo por para cuál cuáles con en
什么 多少 怎么 哪里 哪个 哪些 谁的 为什 如何 是谁 是什 几个 何时 请问
です ます した から どの どこ だれ いつ なに なぜ どう のは とは でし たか すか のか って いう こと もの ため
`;

const commonTerms = new Set(listed.split(/\s+/).filter(Boolean).map(termOf));

/** True for a term that asks or joins rather than names. */
export function isCommonTerm(term: string): boolean {
  return commonTerms.has(term);
}
