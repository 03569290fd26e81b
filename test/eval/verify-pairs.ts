import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BadInput } from './bad-input.ts';
import { jsonLines } from './json-lines.ts';
import type { VerifyPair } from './verify-material.ts';

const pairSchema = z.object({
  sentence: z.string(),
  span: z.union([z.string(), z.array(z.string()).transform((spans) => spans.join('\n'))]),
  label: z.union([z.string(), z.boolean(), z.number()]),
  kind: z.string().nullish(),
  language: z.string().nullish(),
});

const supported = new Set(['supported', 'true', '1', 'yes', 'support', 'supports', 'entailed', 'entailment', 'correct', 'ok', 'positive']);
const unsupported = new Set([
  'unsupported', 'false', '0', 'no', 'not supported', 'not-supported', 'refuted', 'refutes', 'contradicted', 'contradiction', 'neutral', 'wrong', 'incorrect', 'negative', 'not_supported',
]); // prettier-ignore

/** The pairs of a file. Fails with {@link BadInput} that names every line that is not in the form, up to ten. */
export async function readPairs(path: string): Promise<VerifyPair[]> {
  if (!existsSync(path)) throw new BadInput(`${path}: there is no such file.`);
  const pairs: VerifyPair[] = [];
  const bad: string[] = [];
  for await (const { value, at } of jsonLines(path, () => undefined)) {
    const parsed = pairSchema.safeParse(value);
    const label = parsed.success ? String(parsed.data.label).trim().toLowerCase() : '';
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      bad.push(`${at}: “${issue?.path.join('.') ?? ''}”: ${issue?.message ?? 'not as it must be'}.`);
    } else if (!supported.has(label) && !unsupported.has(label)) {
      bad.push(`${at}: “label” is ${JSON.stringify(label.slice(0, 40))}, not supported or unsupported.`);
    } else {
      const { sentence, span, kind, language } = parsed.data;
      pairs.push({
        sentence,
        span,
        label: supported.has(label) ? 'supported' : 'unsupported',
        kind: kind ?? 'no kind',
        language: language ?? '',
      });
    }
  }
  if (bad.length > 0) throw new BadInput(bad.slice(0, 10).join('\n') + (bad.length > 10 ? `\n… and ${bad.length - 10} more.` : ''));
  if (pairs.length === 0) throw new BadInput(`${path}: there are no pairs.`);
  return pairs;
}
