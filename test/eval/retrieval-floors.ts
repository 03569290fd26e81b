import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { BadInput } from './bad-input.ts';

const floorSchema = z.object({
  set: z.string(),
  /** Of the set's files: another set of the same name has no floor. */
  contents: z.string(),
  configuration: z.string(),
  /** File name and hash; null for none. */
  model: z.string().nullable(),
  reranker: z.string().nullable(),
  ndcg10: z.number(),
  recall10: z.number(),
  date: z.string(),
  commit: z.string(),
});
export type Floor = z.infer<typeof floorSchema>;
type Measured = Omit<Floor, 'date' | 'commit'>;

/** Half a point: less than this is noise on sets of a thousand questions. */
export const NOISE = 0.005;

export interface Comparison {
  floor: Floor | null;
  /** How far above (positive) or below; 0 without a floor. */
  ndcg10: number;
  recall10: number;
  isBelow: boolean;
}

const isOf = (floor: Measured, measured: Measured): boolean =>
  (['set', 'contents', 'configuration', 'model', 'reranker'] as const).every((key) => floor[key] === measured[key]);

export function readFloors(path: string): Floor[] {
  if (!existsSync(path)) return [];
  try {
    return z.array(floorSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new BadInput(`${path}: not a list of floors.`);
  }
}

/** Compares with the floor of the same set, configuration and models. */
export function compareWithFloor(floors: readonly Floor[], measured: Measured): Comparison {
  const floor = floors.find((each) => isOf(each, measured)) ?? null;
  if (floor === null) return { floor, ndcg10: 0, recall10: 0, isBelow: false };
  const [ndcg10, recall10] = [measured.ndcg10 - floor.ndcg10, measured.recall10 - floor.recall10];
  return { floor, ndcg10, recall10, isBelow: Math.min(ndcg10, recall10) < -NOISE };
}

/** Puts new floors in the place of those for the same set, configuration and models. */
export function writeFloors(path: string, accepted: readonly Floor[]): void {
  const others = readFloors(path).filter((floor) => !accepted.some((each) => isOf(each, floor)));
  const key = (floor: Floor): string => [floor.set, floor.model ?? '', floor.reranker ?? '', floor.configuration].join('\0');
  const all = [...others, ...accepted].toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const rounded = all.map((floor) => ({ ...floor, ndcg10: Number(floor.ndcg10.toFixed(4)), recall10: Number(floor.recall10.toFixed(4)) }));
  writeFileSync(path, `${JSON.stringify(rounded, null, 2)}\n`);
}

/** Names the file of a model, whatever folder it lies in. */
export async function nameOfModel(path: string): Promise<string> {
  if (!existsSync(path)) throw new BadInput(`${path}: there is no such file.`);
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes as Buffer);
  return `${basename(path)} ${hash.digest('hex').slice(0, 12)}`;
}
