import { termOf } from '../../retrieval/terms.ts';
import { type Evidence, squeeze } from './evidence.ts';
import type { Finding } from './finding.ts';
import { hanNameAround } from './han-names.ts';
import type { NamedWord } from './names.ts';

const isShort = /^\p{Lu}[\p{Lu}\d.]{1,6}$/u;

/** UN for United Nations, and the other way round. */
function isInitials(name: string, plain: string): boolean {
  const letters = name.replaceAll('.', '').toLowerCase();
  const initials = (plain.match(/(?<!\p{L})\p{Lu}(?=\p{L}+)/gu) ?? []).join('').toLowerCase();
  return isShort.test(name) && initials.includes(letters);
}

function isWordThere(word: string, evidence: Evidence): boolean {
  const bare = word.replace(/'s?$/u, '');
  const squeezed = squeeze(bare);
  const term = termOf(bare.toLowerCase());
  if (evidence.terms.has(term) || evidence.terms.has(bare.toLowerCase())) return true;
  if (squeezed.length >= 4 && evidence.squeezed.includes(squeezed)) return true;
  if (isInitials(bare, evidence.plain)) return true;
  // Chinese of China, Germany of German.
  if (squeezed.length < 5 || /\d/.test(squeezed)) return false;
  const beginning = squeezed.slice(0, Math.max(4, squeezed.length - 3));
  for (const each of evidence.terms) if (each.startsWith(beginning) && Math.abs(each.length - squeezed.length) <= 4) return true;
  return false;
}

function isNameThere({ text }: NamedWord, texts: readonly Evidence[]): boolean {
  return texts.some((each) => {
    if (isWordThere(text, each)) return true;
    if (/[\p{Script=Han}\p{Script=Katakana}\s]/u.test(text) && each.squeezed.includes(squeeze(text))) return true;
    const parts = text.split(/[-./&]/).filter((part) => /^\p{Lu}|\d/u.test(part));
    return parts.length > 0 && text.length > (parts[0]?.length ?? 0) && parts.every((part) => isWordThere(part, each));
  });
}

/** Names that stand neither in the passages nor in their headings. `asked`: the question, whose names may be taken over. */
export function checkNames(claim: Evidence, texts: readonly Evidence[], asked: readonly Evidence[]): Finding[] {
  const absent = claim.names.filter((name) => name.kind !== 'noun' && !isNameThere(name, texts));
  const missing = absent.map((name): Finding => {
    const isOfRun = claim.names.some(
      (each) =>
        !absent.includes(each) &&
        (each.end === name.start - 1 || each.start === name.end + 1) &&
        each.kind === 'sure' &&
        /^\p{Lu}/u.test(each.text),
    );
    const isGrave = name.kind !== 'likely' && !isOfRun && !isNameThere(name, asked);
    return { code: name.kind === 'date' ? 'date' : 'name', said: name.text, found: '', isGrave };
  });
  return [...missing, ...missingHanNames(claim, texts)];
}

/** Characters that no pair with their neighbours is found of, where they are of a name. */
function missingHanNames({ plain, names, quantities }: Evidence, texts: readonly Evidence[]): Finding[] {
  const findings: Finding[] = [];
  const isHan = (at: number): boolean => /\p{Script=Han}/u.test(plain[at] ?? '');
  const isKnown = (at: number): boolean =>
    isHan(at) && isHan(at + 1) && texts.some((each) => each.squeezed.includes(plain.slice(at, at + 2).toLowerCase()));
  for (let start = 0; start < plain.length; start += 1) {
    if (!isHan(start) || isKnown(start - 1) || isKnown(start)) continue;
    let end = start + 1;
    while (isHan(end) && !isKnown(end - 1) && !isKnown(end)) end += 1;
    const name = end - start < 2 ? null : hanNameAround(plain, start, end);
    const isMostlyNew = name !== null && (end - start) * 2 > name.length;
    const isTaken = [...names, ...quantities].some((each) => start <= each.end && end > each.start);
    if (name !== null && isMostlyNew && !isTaken && !texts.some((each) => each.squeezed.includes(name))) {
      findings.push({ code: 'name', said: name, found: '', isGrave: true });
    }
    start = end;
  }
  return findings;
}
