import { z } from 'zod';

/** What the machine runs on, and what the person wants of it then. */
export const powerStatusSchema = z.object({
  /** False also where the system does not say. */
  isOnBattery: z.boolean(),
  /** Kept: work in the background goes on as fast on battery as it does otherwise. */
  fullSpeedOnBattery: z.boolean(),
});
export type PowerStatus = z.infer<typeof powerStatusSchema>;

/** True while reading, recognising and embedding spare the battery. */
export function isSparing({ isOnBattery, fullSpeedOnBattery }: PowerStatus): boolean {
  return isOnBattery && !fullSpeedOnBattery;
}
