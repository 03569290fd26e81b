import { GgufFile } from './gguf-file.ts';
import { everyRow, zeros } from './tensor-encoding.ts';
import { tokenCodes } from './token-codes.ts';
import { wordPieceVocabulary } from './word-piece-vocabulary.ts';

const embeddingSize = 64;
const feedForwardSize = 64;
const contextTokens = 512;
const meanPooling = 1;

/** One BERT block that passes its input through: the vector of a text is the mean of its words' codes. */
export function bertFile(name: string): GgufFile {
  const vocabulary = wordPieceVocabulary();
  const codes = tokenCodes(vocabulary.tokens.length, embeddingSize, 4);
  const { special } = vocabulary;
  const file = new GgufFile()
    .string('general.architecture', 'bert')
    .string('general.type', 'model')
    .string('general.name', name)
    .uint32('general.file_type', 7)
    .uint32('general.quantization_version', 2)
    .uint32('bert.block_count', 1)
    .uint32('bert.context_length', contextTokens)
    .uint32('bert.embedding_length', embeddingSize)
    .uint32('bert.feed_forward_length', feedForwardSize)
    .uint32('bert.attention.head_count', 2)
    .float32('bert.attention.layer_norm_epsilon', 1e-12)
    .bool('bert.attention.causal', false)
    .uint32('bert.pooling_type', meanPooling)
    .string('tokenizer.ggml.model', 'bert')
    .strings('tokenizer.ggml.tokens', vocabulary.tokens)
    .int32s('tokenizer.ggml.token_type', vocabulary.types)
    .uint32('tokenizer.ggml.token_type_count', 2)
    .uint32('tokenizer.ggml.unknown_token_id', special.unknown)
    .uint32('tokenizer.ggml.seperator_token_id', special.separator)
    .uint32('tokenizer.ggml.cls_token_id', special.start)
    .uint32('tokenizer.ggml.bos_token_id', special.start)
    .uint32('tokenizer.ggml.eos_token_id', special.separator)
    .uint32('tokenizer.ggml.padding_token_id', special.padding)
    .uint32('tokenizer.ggml.mask_token_id', special.mask)
    .tensor('token_embd.weight', 'Q8_0', [embeddingSize, vocabulary.tokens.length], (token, values) => {
      if (!vocabulary.isWord(token)) return;
      for (let index = 0; index < embeddingSize; index += 1) values[index] = codes(token, index);
    })
    .tensor('token_types.weight', 'F32', [embeddingSize, 2], zeros)
    .tensor('position_embd.weight', 'F32', [embeddingSize, contextTokens], zeros);
  addNorm(file, 'token_embd_norm');
  addBlock(file);
  return file;
}

function addBlock(file: GgufFile): void {
  for (const name of ['attn_q', 'attn_k', 'attn_v', 'attn_output']) addLinear(file, name, embeddingSize, embeddingSize);
  addNorm(file, 'blk.0.attn_output_norm');
  addLinear(file, 'ffn_up', embeddingSize, feedForwardSize);
  addLinear(file, 'ffn_down', feedForwardSize, embeddingSize);
  addNorm(file, 'blk.0.layer_output_norm');
}

function addLinear(file: GgufFile, name: string, from: number, to: number): void {
  file.tensor(`blk.0.${name}.weight`, 'Q8_0', [from, to], zeros).tensor(`blk.0.${name}.bias`, 'F32', [to], zeros);
}

function addNorm(file: GgufFile, name: string): void {
  file
    .tensor(
      `${name}.weight`,
      'F32',
      [embeddingSize],
      everyRow(() => 1),
    )
    .tensor(`${name}.bias`, 'F32', [embeddingSize], zeros);
}
