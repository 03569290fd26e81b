import type { InputFile } from '../input-file.ts';
import type { Container } from './container.ts';

/** A container that stays open for the next of its members. */
export interface ShelvedContainer {
  readonly key: string;
  readonly file: InputFile;
  readonly container: Pick<Container, 'bytes' | 'close'>;
  /** Memory its file takes; 0 for one on disk. */
  readonly heldBytes: number;
}

const MOST_CONTAINERS = 4;
const MOST_BYTES = 256 * 1024 * 1024;
/** Soon: on some systems a file that is open cannot be moved or deleted. */
const IDLE_MS = 2_000;

/** Keeps the containers used last open, for a moment: the members of one are asked for one after the other. */
export function createContainerShelf({ idleMs = IDLE_MS }: { idleMs?: number } = {}) {
  let shelved: ShelvedContainer[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function close(closed: readonly ShelvedContainer[]): Promise<void> {
    for (const { container, file } of closed) {
      await container.close().catch(() => {});
      await file.close().catch(() => {});
    }
  }

  async function clear(): Promise<void> {
    const all = shelved;
    shelved = [];
    await close(all);
  }

  return {
    /** The container of this key, moved to the front. */
    find(key: string): ShelvedContainer | undefined {
      const found = shelved.find((one) => one.key === key);
      if (found) shelved = [found, ...shelved.filter((one) => one !== found)];
      return found;
    },
    async put(container: ShelvedContainer): Promise<void> {
      const all = [container, ...shelved];
      let bytes = 0;
      shelved = all.filter(({ heldBytes }, at) => {
        bytes += heldBytes;
        return at === 0 || (at < MOST_CONTAINERS && bytes <= MOST_BYTES);
      });
      await close(all.filter((one) => !shelved.includes(one)));
    },
    /** Nobody uses them now: those that nobody asks for again are closed soon. */
    rest(): void {
      clearTimeout(timer);
      timer = setTimeout(() => void clear(), idleMs).unref();
    },
    /** Somebody does. */
    wake(): void {
      clearTimeout(timer);
    },
    clear,
  };
}
