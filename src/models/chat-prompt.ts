import {
  LlamaText,
  resolveChatWrapper,
  SpecialToken,
  type ChatHistoryItem,
  type ChatWrapper,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import type { ChatMessage } from '../shared/contract/models.ts';
import type { AnswerMarks } from './answer-splitter.ts';
import type { ModelFile } from './model-file.ts';

export interface RenderedPrompt {
  tokens: Token[];
  /** True where the template opens the reasoning itself. */
  startsWithReasoning: boolean;
  marks: AnswerMarks;
  /** Control tokens that end a turn although the file does not say so. */
  stopTokens: ReadonlySet<Token>;
}

export interface ChatPrompt {
  /** The conversation in the model's own format, ready to be continued. Equal beginnings give equal tokens. */
  render(messages: readonly ChatMessage[], thinking: boolean): RenderedPrompt;
  /** Texts of the marks whose token would otherwise be invisible. */
  readonly markTokens: ReadonlyMap<Token, string>;
}

const thinkMarks = { open: '<think>', close: '</think>' };

/** Finds out the chat format of a model. Reasoning is switched off where the format can. */
export function createChatPrompt(model: LlamaModel, file: ModelFile): ChatPrompt {
  const formats = new Map<boolean, ChatWrapper>();
  const format = (thinking: boolean): ChatWrapper => {
    const known = formats.get(thinking) ?? resolveFormat(model, file, thinking);
    formats.set(thinking, known);
    return known;
  };
  const markTokens = new Map<Token, string>();
  for (const mark of Object.values(thinkMarks)) {
    const [token, ...rest] = model.tokenize(mark, true);
    if (token !== undefined && rest.length === 0 && model.isSpecialToken(token)) markTokens.set(token, mark);
  }
  format(false);

  return {
    markTokens,
    render(messages, thinking) {
      const wrapper = format(thinking);
      const { contextText, stopGenerationTriggers } = wrapper.generateContextState({ chatHistory: history(messages) });
      const reasoning = reasoningMarks(wrapper);
      const end = contextText.toString().trimEnd();
      return {
        tokens: contextText.tokenize(model.tokenizer),
        startsWithReasoning: reasoning.some((pair) => end.endsWith(pair.open)),
        marks: { reasoning, stops: stopTexts(stopGenerationTriggers) },
        stopTokens: stopTokens(stopGenerationTriggers, model),
      };
    },
  };
}

function resolveFormat(model: LlamaModel, file: ModelFile, thinking: boolean): ChatWrapper {
  const mayThink = file.chatTemplate?.includes('enable_thinking') ?? false;
  return resolveChatWrapper(model, {
    warningLogs: false,
    customWrapperSettings: {
      ...(mayThink ? { qwen: { thoughts: thinking ? ('auto' as const) : ('discourage' as const) } } : {}),
      jinjaTemplate: { reasoning: thinking, additionalRenderParameters: { enable_thinking: thinking } },
    },
  });
}

function history(messages: readonly ChatMessage[]): ChatHistoryItem[] {
  const items = messages.map((message): ChatHistoryItem => {
    if (message.role === 'assistant') return { type: 'model', response: [message.content] };
    return { type: message.role, text: message.content };
  });
  // The formats continue the last answer, so a question is followed by an empty one.
  if (items.at(-1)?.type !== 'model') items.push({ type: 'model', response: [] });
  return items;
}

function reasoningMarks(wrapper: ChatWrapper): AnswerMarks['reasoning'] {
  const thought = wrapper.settings.segments?.thought;
  const open = plainText(thought?.prefix);
  const close = plainText(thought?.suffix);
  if (!open || !close || open === thinkMarks.open) return [thinkMarks];
  return [{ open, close }, thinkMarks];
}

function stopTexts(triggers: readonly LlamaText[]): string[] {
  return triggers.map(plainText).filter((text): text is string => text !== undefined && text !== '');
}

function stopTokens(triggers: readonly LlamaText[], model: LlamaModel): Set<Token> {
  const first = triggers.map((trigger) => trigger.tokenize(model.tokenizer)[0]);
  return new Set(first.filter((token): token is Token => token !== undefined && model.isSpecialToken(token)));
}

function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (!LlamaText.isLlamaText(value)) return undefined;
  const parts = value.values.map((part) => (part instanceof SpecialToken ? '' : part.toString()));
  return parts.join('').trim();
}
