import type { SourceRules } from '../../../shared/domain/source.ts';
import { AppError } from '../../../shared/errors.ts';

/** As the contract allows. */
const MOST_CHARACTERS = 20_000;

/** The ignore line that means exactly this path below the source. A line break, which no line can hold, matches any character. */
export function ignoreLineFor(relativePath: string): string {
  const escaped = relativePath
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/[\r\n]/g, '?')
    .replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length));
  return `/${escaped}`;
}

/** Adds the line for a path to a source's rules. Fails with `input-invalid` when they would grow too long. */
export function withIgnored(rules: SourceRules, relativePath: string): SourceRules {
  const line = ignoreLineFor(relativePath);
  if (rules.ignore.split(/\r?\n/).includes(line)) return rules;
  const lines = rules.ignore.replace(/(?:\r?\n)+$/, '');
  const text = lines === '' ? `${line}\n` : `${lines}\n${line}\n`;
  if (text.length > MOST_CHARACTERS) {
    throw new AppError('input-invalid', 'The ignore lines of this source are full. Replace some of them by a line for their folder.', {
      details: { limit: MOST_CHARACTERS },
    });
  }
  return { ...rules, ignore: text };
}
