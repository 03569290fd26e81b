import { copyLayer, meanLayer, previousTokensLayer, seenBeforeLayer } from './attention-circuits.ts';
import { bertFile } from './bert-file.ts';
import { answerToken, blankToken, bytePairVocabulary, scriptMarks } from './byte-pair-vocabulary.ts';
import { qwen3File, type Qwen3Options } from './qwen3-file.ts';
import { layout } from './residual-layout.ts';
import { tokenCodes } from './token-codes.ts';

const pooling = { last: 3, rank: 4 } as const;
const turn = (content: string): string => `{{- '<|im_start|>' + message.role + '\\n' }}${content}{{- '<|im_end|>\\n' }}`;
const messages = (beforeLastAnswer: string): string =>
  `{%- for message in messages %}${turn(
    `${beforeLastAnswer && `{%- if loop.last and message.role == 'assistant' %}${beforeLastAnswer}{%- endif %}`}{{- message.content }}`,
  )}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}${beforeLastAnswer}{%- endif %}`;

const templates = {
  plain: messages(''),
  scripted: messages(`{{- '${blankToken.repeat(layout.slotCount)}${answerToken}' }}`),
  thinking: messages(`{%- if enable_thinking is defined and not enable_thinking %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}`),
};

const vocabulary = bytePairVocabulary();
const codes = tokenCodes(vocabulary.tokens.length, layout.codeSize, 8);
const onDimensions = (from: number, size: number, value: number) => (dimension: number) =>
  dimension >= from && dimension < from + size ? value : 0;

function chatModel(name: string, options: Partial<Qwen3Options>): Buffer {
  return qwen3File({
    name,
    vocabulary,
    codes,
    layers: [previousTokensLayer(), copyLayer()],
    outputNorm: onDimensions(0, layout.codeSize, 0.25),
    ...options,
  }).bytes();
}

function embeddingModel(): Buffer {
  return qwen3File({
    name: 'Footnote test embedding',
    vocabulary,
    codes,
    layers: [meanLayer({ from: 0, to: layout.codeSize, size: layout.codeSize, gain: 1 })],
    outputNorm: onDimensions(layout.codeSize, layout.codeSize, 1),
    chatTemplate: templates.plain,
    extend: (file) => file.uint32('qwen3.pooling_type', pooling.last),
  }).bytes();
}

function rerankingModel(name: string, withHead: boolean): Buffer {
  return qwen3File({
    name,
    vocabulary,
    codes,
    layers: [previousTokensLayer(), seenBeforeLayer(), meanLayer({ from: layout.hit, to: layout.hit, size: 1, gain: 8 })],
    outputNorm: (dimension) => (dimension === layout.hit || dimension === layout.one ? 1 : 0),
    chatTemplate: templates.plain,
    extend: (file) => {
      if (!withHead) return;
      file
        .uint32('qwen3.pooling_type', pooling.rank)
        .strings('qwen3.classifier.output_labels', ['yes', 'no'])
        .string('tokenizer.chat_template.rerank', '<|im_start|>Query: {query}\nDocument: {document}<|im_end|>')
        .tensor('cls.output.weight', 'F32', [layout.embeddingSize, 2], (row, values) => {
          if (row !== 0) return;
          values[layout.hit] = 1.5;
          values[layout.one] = -4;
        });
    },
  }).bytes();
}

/** A chat model that brings its one answer along, in its template. The answer may hold no straight quotes and no backslashes. */
export function chatModelSaying(answer: string): Buffer {
  const script = `${scriptMarks.open}${answer}${scriptMarks.close}`.replaceAll('\n', '\\n');
  const content = '{{- message.content }}';
  const scripted = templates.scripted.replace(content, `${content}{%- if loop.first %}{{- ' ${script}' }}{%- endif %}`);
  return chatModel('Footnote test scripted chat', { chatTemplate: scripted });
}

/** The files by name; see README.md. */
export const modelFiles = {
  chat: () => chatModel('Footnote test chat', { chatTemplate: templates.plain }),
  'chat-scripted': () => chatModel('Footnote test scripted chat', { chatTemplate: templates.scripted }),
  'chat-thinking': () => chatModel('Footnote test thinking chat', { chatTemplate: templates.thinking }),
  'chat-without-template': () => chatModel('Footnote test base', {}),
  'unknown-architecture': () => chatModel('Footnote test unknown', { architecture: 'footnote', chatTemplate: templates.plain }),
  embedding: embeddingModel,
  'embedding-small': () => bertFile('Footnote test small embedding').bytes(),
  reranker: () => rerankingModel('Footnote test reranker', true),
  'reranker-without-head': () => rerankingModel('Footnote test headless reranker', false),
} as const satisfies Record<string, () => Buffer>;

export type TestModelName = keyof typeof modelFiles;
