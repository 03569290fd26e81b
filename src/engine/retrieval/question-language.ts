const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/* Words that ask and join, most of them words of one language only. */
const functionWords = {
  en: listed(
    'the what which who whom whose when where why how is are was were do does did has have had of to for with from by at on this that these those can could should would and or not',
  ),
  de: listed(
    'der die das den dem des ein eine einen einem einer eines und oder ist sind war waren wird werden wurde wer was wann wo wie warum wieso welche welcher welches welchen wem nicht mit von zu zum zur im am auf für bei nach über kann muss darf hat haben ich wir',
  ),
  fr: listed(
    'le la les un une des du de et ou est sont était qui que quoi quand où comment pourquoi quel quelle quels quelles dans sur avec pour par ce cette ces au aux combien il elle puis',
  ),
  es: listed(
    'el la los las un una unos unas y o es son fue quién qué cuándo dónde cómo cuál cuáles cuánto cuánta cuántos por para con del de en se su al puedo debe está',
  ),
} as const;

export type QuestionLanguage = keyof typeof functionWords;

/** The language of most of a question's asking and joining words; null without any, or where two have as many. */
export function languageOfQuestion(question: string): QuestionLanguage | null {
  const words =
    question
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(functionWords)
    .map(([language, listing]) => ({ language: language as QuestionLanguage, count: words.filter((word) => listing.has(word)).length }))
    .toSorted((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first === undefined || first.count === (second?.count ?? 0) ? null : first.language;
}
