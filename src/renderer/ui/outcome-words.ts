import type { Document, DocumentOutcome } from '../../shared/domain/document.ts';
import { type NextAction, wordsFor } from '../client/error-words.ts';
import { count, counted } from './figures.ts';

/** What reading came to, as a name short enough for a column and a filter. */
export const outcomeNames: Record<DocumentOutcome, string> = {
  ok: 'Read whole',
  partial: 'Partly read',
  'no-text-layer': 'Text in pictures',
  encrypted: 'Needs a password',
  corrupt: 'Damaged',
  empty: 'Empty',
  'too-large': 'Too large',
  unsupported: 'Not supported',
  quarantined: 'Set aside',
  unreachable: 'Out of reach',
};

/** In the order a person would look at them: what can be put right first. */
export const outcomeOrder: readonly DocumentOutcome[] = [
  'encrypted',
  'no-text-layer',
  'partial',
  'unreachable',
  'corrupt',
  'quarantined',
  'too-large',
  'unsupported',
  'empty',
  'ok',
];

export interface OutcomeWords {
  readonly title: string;
  readonly advice: string;
  readonly action: NextAction;
  /** loss: nothing of it can be searched · attention: part of it cannot. */
  readonly tone: 'loss' | 'attention' | 'plain';
}

function pagesInPictures({ pagesWithoutText, pageCount }: Document): string {
  if (pageCount !== null && pagesWithoutText >= pageCount) return 'Its pages are pictures of text.';
  const of = pageCount === null ? '' : ` of ${count(pageCount)}`;
  const pages = pageCount === null && pagesWithoutText === 1 ? 'page' : 'pages';
  return `${count(pagesWithoutText)}${of} ${pages} ${pagesWithoutText === 1 ? 'is a picture' : 'are pictures'} of text.`;
}

/** What is to be said about a document, and the one thing to do next; null where it was read whole or waits. */
export function outcomeWords(document: Document): OutcomeWords | null {
  const { error, warnings, outcome } = document;
  if (error) {
    const { title, advice, action } = wordsFor(error);
    const nothingLost = error.code === 'read-unsupported' || error.code === 'read-empty';
    return { title, advice, action, tone: nothingLost ? 'plain' : 'loss' };
  }
  if (outcome === 'no-text-layer')
    return {
      title: pagesInPictures(document),
      advice: 'Recognised behind everything else, or now if you wish.',
      action: 'recognise',
      tone: 'attention',
    };
  const [first] = warnings;
  if (outcome !== 'partial' || first === undefined) return null;
  const more = warnings.length > 1 ? ` And ${counted(warnings.length - 1, 'more gap')}.` : '';
  return { title: `${first}${more}`, advice: '', action: 'retry', tone: 'attention' };
}
