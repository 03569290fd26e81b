import type { Grant } from '../../shared/contract/host.ts';
import type { MessagePortLike } from '../../shared/process.ts';

export type PortName = 'engine' | 'host';

/** How ports come to the page. The page never learns more about its host than this. */
export interface Transport {
  /** Asks for a port. It arrives through `onPort`; when it does not, the caller asks again. */
  request(name: PortName): void;
  onPort(listener: (name: PortName, port: MessagePortLike) => void): () => void;
  /** Pause before the first and the longest pause between two requests. */
  readonly retryMs: { readonly first: number; readonly most: number };
  readonly grantFiles: ((files: readonly File[]) => Promise<Grant[]>) | null;
  dispose(): void;
}
