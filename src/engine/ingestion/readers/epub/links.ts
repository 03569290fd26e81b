import { resolvePart } from '../package/relationships.ts';

/** The part that a link in `source` leads to, without its fragment; never outside of the book. */
export function partOfLink(source: string, href: string): string {
  const path = href.replace(/[#?].*$/s, '');
  return resolvePart(source.slice(0, source.lastIndexOf('/') + 1), decoded(path));
}

export function hasFragment(href: string): boolean {
  return href.includes('#');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
