/** What an embedding model wants before a text. */
export interface EmbeddingPrompt {
  /** Part of the identity of every vector made with it; changes with the words below. */
  readonly id: string;
  readonly query: string;
  readonly passage: string;
}

const none: EmbeddingPrompt = { id: 'plain', query: '', passage: '' };

const prompts: readonly { name: RegExp; prompt: EmbeddingPrompt }[] = [
  {
    name: /qwen3[ _-]*embedding/i,
    prompt: {
      id: 'qwen3-1',
      query: 'Instruct: Given a question, retrieve passages that answer it\nQuery:',
      passage: '',
    },
  },
  { name: /(^|[^a-z0-9])(multilingual[ _-]*)?e5([^a-z0-9]|$)/i, prompt: { id: 'e5-1', query: 'query: ', passage: 'passage: ' } },
  { name: /nomic[ _-]*embed/i, prompt: { id: 'nomic-1', query: 'search_query: ', passage: 'search_document: ' } },
];

/** The prompt for a model of this name (`general.name` of its file, or the file's own name). */
export function embeddingPrompt(modelName: string): EmbeddingPrompt {
  return prompts.find(({ name }) => name.test(modelName))?.prompt ?? none;
}
