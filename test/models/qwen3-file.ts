import { answerToken, blankToken, markTokens, type BytePairVocabulary } from './byte-pair-vocabulary.ts';
import { GgufFile } from './gguf-file.ts';
import { heads, layout, ropeBase } from './residual-layout.ts';
import { everyRow, zeros, type RowFill } from './tensor-encoding.ts';
import type { tokenCodes } from './token-codes.ts';

const feedForwardSize = 32;
export const contextTokens = 16_384;

/** One attention layer with a single key/value head. Rows of q and output columns belong to head `row / heads.size`. */
export interface AttentionLayer {
  query: RowFill;
  key: RowFill;
  value: RowFill;
  output: RowFill;
  queryNorm: (dimension: number) => number;
  keyNorm: (dimension: number) => number;
}

export interface Qwen3Options {
  name: string;
  architecture?: string;
  vocabulary: BytePairVocabulary;
  codes: ReturnType<typeof tokenCodes>;
  layers: readonly AttentionLayer[];
  outputNorm: (dimension: number) => number;
  chatTemplate?: string;
  /** Keys and tensors that only some models have. */
  extend?: (file: GgufFile) => void;
}

/** A file of the Qwen3 architecture whose attention does what `layers` say and whose feed-forward part is zero. */
export function qwen3File(options: Qwen3Options): GgufFile {
  const architecture = options.architecture ?? 'qwen3';
  const key = (name: string): string => `${architecture}.${name}`;
  const file = new GgufFile()
    .string('general.architecture', architecture)
    .string('general.type', 'model')
    .string('general.name', options.name)
    .uint32('general.file_type', 7)
    .uint32('general.quantization_version', 2)
    .uint32(key('block_count'), options.layers.length)
    .uint32(key('context_length'), contextTokens)
    .uint32(key('embedding_length'), layout.embeddingSize)
    .uint32(key('feed_forward_length'), feedForwardSize)
    .uint32(key('attention.head_count'), heads.count)
    .uint32(key('attention.head_count_kv'), 1)
    .uint32(key('attention.key_length'), heads.size)
    .uint32(key('attention.value_length'), heads.size)
    .float32(key('rope.freq_base'), ropeBase)
    .float32(key('attention.layer_norm_rms_epsilon'), 1e-6);
  addTokenizer(file, options.vocabulary);
  if (options.chatTemplate !== undefined) file.string('tokenizer.chat_template', options.chatTemplate);
  options.extend?.(file);
  file.tensor('token_embd.weight', 'Q8_0', [layout.embeddingSize, options.vocabulary.tokens.length], tokenRows(options));
  file.tensor('output_norm.weight', 'F32', [layout.embeddingSize], everyRow(options.outputNorm));
  options.layers.forEach((layer, index) => addLayer(file, `blk.${index}.`, layer));
  return file;
}

function tokenRows({ vocabulary, codes }: Qwen3Options): RowFill {
  const token = (text: string): number => vocabulary.tokens.indexOf(text);
  const marks = markTokens(vocabulary);
  const answer = token(answerToken);
  const turn = token('<|im_start|>');
  const blank = token(blankToken);
  return (row, values) => {
    for (let index = 0; index < layout.codeSize; index += 1)
      values[index] = row === blank ? 0 : codes(row === answer ? marks.open : row, index);
    values[layout.one] = 1;
    if (row === turn) values[layout.turn] = 1;
    if (row !== marks.open && row !== marks.close && row !== answer) return;
    values[layout.mark] = 1;
    values[layout.opens] = row === marks.open ? 1 : -1;
    if (row === marks.close) values[layout.closes] = 1;
  };
}

function addTokenizer(file: GgufFile, vocabulary: BytePairVocabulary): void {
  const token = (text: string): number => vocabulary.tokens.indexOf(text);
  file
    .string('tokenizer.ggml.model', 'gpt2')
    .string('tokenizer.ggml.pre', 'qwen2')
    .strings('tokenizer.ggml.tokens', vocabulary.tokens)
    .int32s('tokenizer.ggml.token_type', vocabulary.types)
    .strings('tokenizer.ggml.merges', vocabulary.merges)
    .uint32('tokenizer.ggml.eos_token_id', markTokens(vocabulary).close)
    .uint32('tokenizer.ggml.eot_token_id', token('<|im_end|>'))
    .uint32('tokenizer.ggml.bos_token_id', token('<|endoftext|>'))
    .uint32('tokenizer.ggml.padding_token_id', token('<|endoftext|>'))
    .bool('tokenizer.ggml.add_bos_token', false);
}

function addLayer(file: GgufFile, prefix: string, layer: AttentionLayer): void {
  const { embeddingSize } = layout;
  const ones = everyRow(() => 1);
  file
    .tensor(`${prefix}attn_norm.weight`, 'F32', [embeddingSize], ones)
    .tensor(`${prefix}attn_q.weight`, 'Q8_0', [embeddingSize, heads.count * heads.size], layer.query)
    .tensor(`${prefix}attn_k.weight`, 'Q8_0', [embeddingSize, heads.size], layer.key)
    .tensor(`${prefix}attn_v.weight`, 'Q8_0', [embeddingSize, heads.size], layer.value)
    .tensor(`${prefix}attn_q_norm.weight`, 'F32', [heads.size], everyRow(layer.queryNorm))
    .tensor(`${prefix}attn_k_norm.weight`, 'F32', [heads.size], everyRow(layer.keyNorm))
    .tensor(`${prefix}attn_output.weight`, 'Q8_0', [heads.count * heads.size, embeddingSize], layer.output)
    .tensor(`${prefix}ffn_norm.weight`, 'F32', [embeddingSize], ones)
    .tensor(`${prefix}ffn_gate.weight`, 'Q8_0', [embeddingSize, feedForwardSize], zeros)
    .tensor(`${prefix}ffn_up.weight`, 'Q8_0', [embeddingSize, feedForwardSize], zeros)
    .tensor(`${prefix}ffn_down.weight`, 'Q8_0', [feedForwardSize, embeddingSize], zeros);
}
