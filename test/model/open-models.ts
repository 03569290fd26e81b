import { afterAll } from 'vitest';
import { createLoadedModels, type LoadedByRole, type LoadedModels } from '../../src/models/loaded-models.ts';
import type { GenerationInput } from '../../src/models/chat-model.ts';
import type { ChatMessage, GenerationPart, LoadPart } from '../../src/shared/contract/models.ts';
import type { ModelRole } from '../../src/shared/domain/model.ts';
import { testModelPath, type TestModelName } from '../models/generate.ts';

process.env['FOOTNOTE_THREADS'] = '1';

/** The models of a test file, given back when it ends. */
export function openModels(): LoadedModels {
  const models = createLoadedModels(() => {});
  afterAll(() => models.dispose());
  return models;
}

/** Loads a file by path and returns every part of the load. */
export async function loadPath(models: LoadedModels, role: ModelRole, path: string, contextTokens?: number): Promise<LoadPart[]> {
  const parts: LoadPart[] = [];
  for await (const part of models.load({ role, path, gpu: 'cpu', contextTokens })) parts.push(part);
  return parts;
}

export async function loadTestModel<Role extends ModelRole>(
  models: LoadedModels,
  role: Role,
  name: TestModelName,
  contextTokens?: number,
): Promise<LoadedByRole[Role]> {
  await loadPath(models, role, testModelPath(name), contextTokens);
  return models.get(role);
}

export const user = (content: string): ChatMessage => ({ role: 'user', content });
export const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });
export const system = (content: string): ChatMessage => ({ role: 'system', content });

/** A question that the `chat` model answers with exactly this. */
export const scripted = (question: string, answer: string): ChatMessage => user(`${question}\nassistant\n${answer}`);

export const ask = (messages: readonly ChatMessage[], more: Partial<GenerationInput> = {}): GenerationInput => ({
  messages,
  maxTokens: 100,
  temperature: 0,
  thinking: false,
  ...more,
});

export interface Told {
  parts: GenerationPart[];
  text: string;
  reasoning: string;
  prompt: Extract<GenerationPart, { type: 'prompt-end' }> | undefined;
  finish: Extract<GenerationPart, { type: 'finish' }> | undefined;
}

/** Reads a generation to its end. */
export async function tell(generation: AsyncIterable<GenerationPart>): Promise<Told> {
  const told: Told = { parts: [], text: '', reasoning: '', prompt: undefined, finish: undefined };
  for await (const part of generation) {
    told.parts.push(part);
    if (part.type === 'text-delta') told.text += part.text;
    else if (part.type === 'reasoning-delta') told.reasoning += part.text;
    else if (part.type === 'prompt-end') told.prompt = part;
    else told.finish = part;
  }
  return told;
}
