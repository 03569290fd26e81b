import type { Action } from '../../state/actions.ts';

/** How well `query` fits; null when it does not. Lower is better: starts, then word starts, then letters in order. */
export function fit(text: string, query: string): number | null {
  const hay = text.toLowerCase();
  const needle = query.trim().toLowerCase();
  if (needle === '') return 0;
  const at = hay.indexOf(needle);
  if (at === 0) return 0;
  if (at > 0) return hay[at - 1] === ' ' ? 1 : 2;
  let from = 0;
  let gaps = 0;
  for (const letter of needle.replaceAll(' ', '')) {
    const found = hay.indexOf(letter, from);
    if (found === -1) return null;
    gaps += found - from;
    from = found + 1;
  }
  return gaps > needle.length * 3 ? null : 3 + gaps / 100;
}

/** Actions that fit, best first; what can be done comes before what cannot. */
export function rankActions(actions: readonly Action[], query: string): Action[] {
  return actions
    .flatMap((action) => {
      const fits = [action.title, action.alsoKnownAs ?? ''].map((text) => fit(text, query)).filter((score) => score !== null);
      return fits.length === 0 ? [] : [{ action, score: Math.min(...fits) + (action.unavailable ? 10 : 0) }];
    })
    .toSorted((a, b) => a.score - b.score)
    .map(({ action }) => action);
}
