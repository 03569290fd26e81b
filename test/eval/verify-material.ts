/** A sentence with the words it is said to rest on. */
export interface VerifyPair {
  sentence: string;
  span: string;
  label: 'supported' | 'unsupported';
  kind: string;
  language: string;
}

export interface Paragraph {
  title: string;
  text: string;
  sentences: string[];
  questions: { question: string; answer: string }[];
}

/** Questions that a person's name answers. */
export const asksWho = /^who\b|是谁|谁$|誰/i;
/** Questions that a place's name answers. */
export const asksWhere = /^(?:where|which (?:city|country))\b|哪里|哪座|哪个国家|哪个城市|どこ/i;
