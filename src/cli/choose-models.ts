import { homedir } from 'node:os';
import { basename } from 'node:path';
import type { ModelRole } from '../shared/domain/model.ts';
import type { CliArguments } from './arguments.ts';
import { fromHere } from './from-here.ts';
import type { Output } from './output.ts';
import type { Session } from './session.ts';

/** A path as the engine shows it, below `~` where that is the home folder. */
function realPath(displayPath: string): string {
  return displayPath.replace(/^~(?=[/\\]|$)/, homedir());
}

/**
 * Takes the models named on the command line and loads them. One that cannot be loaded is not kept: the choice
 * before it comes back, and its `model-*` error is thrown. `doctor` keeps it and says itself what is wrong.
 */
export async function chooseModels(
  { client, engine }: Pick<Session, 'client' | 'engine'>,
  args: CliArguments,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const named: [ModelRole, string | undefined][] = [
    ['chat', args.chatModel],
    ['embedding', args.embeddingModel],
    ['reranker', args.rerankerModel],
  ];
  for (const [role, path] of named) {
    if (path === undefined) continue;
    const { grantId } = await engine.grants.add(fromHere(path));
    const before = (await client.models.list()).find((status) => status.role === role)?.displayPath ?? null;
    await client.models.set({ role, grantId });
    if (args.command === 'doctor') continue;
    output.progress(`Loading ${basename(path)}…`);
    try {
      await client.models.load({ role }, { signal });
    } catch (error) {
      const restored = before === null ? null : await engine.grants.add(realPath(before)).catch(() => null);
      await client.models.set({ role, grantId: restored?.grantId ?? null });
      throw error;
    }
  }
}
