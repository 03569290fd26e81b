import type { Thread } from '../../../shared/domain/answer.ts';

export interface ThreadGroup {
  readonly label: string;
  readonly threads: readonly Thread[];
}

const dayMs = 86_400_000;

/** Threads in order, under the headings a person would look for them by. Empty groups are left out. */
export function groupByAge(threads: readonly Thread[], nowMs: number = Date.now()): ThreadGroup[] {
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  const labelOf = ({ updatedAtMs }: Thread): string => {
    if (updatedAtMs >= today) return 'Today';
    if (updatedAtMs >= today - dayMs) return 'Yesterday';
    return updatedAtMs >= today - 6 * dayMs ? 'This week' : 'Earlier';
  };
  const groups = Map.groupBy(threads, labelOf);
  return ['Today', 'Yesterday', 'This week', 'Earlier'].flatMap((label) => {
    const group = groups.get(label);
    return group ? [{ label, threads: group }] : [];
  });
}
