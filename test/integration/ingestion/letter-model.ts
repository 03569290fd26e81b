import type { EmbeddingModel } from '../../../src/engine/providers/specification.ts';

/** Counts letters: a real, if small, vector space. */
export function letterModel(
  change: Partial<EmbeddingModel> & { onCall?: (texts: readonly string[], signal: AbortSignal | undefined) => Promise<void> | void } = {},
) {
  const seen: string[][] = [];
  const model: EmbeddingModel = {
    provider: 'local',
    name: 'letters.gguf',
    identity: 'letters-26',
    dimensions: 26,
    async embed(texts, _purpose, options) {
      await change.onCall?.(texts, options?.signal);
      options?.signal?.throwIfAborted();
      seen.push([...texts]);
      return texts.map((text) => {
        const vector = new Float32Array(model.dimensions);
        for (const letter of text.toLowerCase()) {
          const at = letter.charCodeAt(0) - 97;
          if (at >= 0 && at < vector.length) vector[at] = (vector[at] ?? 0) + 1;
        }
        const length = Math.hypot(...vector) || 1;
        return vector.map((value) => value / length);
      });
    },
    ...change,
  };
  return { model, seen };
}
