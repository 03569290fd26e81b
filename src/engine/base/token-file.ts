import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The tokens of o200k_base as their makers publish them: a line `base64 rank` each, in order of rank; 3.6 MB. */
export function readTokenFile(): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve('gpt-tokenizer/data/o200k_base.tiktoken'));
}
