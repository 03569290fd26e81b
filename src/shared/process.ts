/** The three kinds of process that are forked. The same built file runs under Electron and under Node. */
export type ProcessKind = 'engine' | 'models' | 'reader';

/**
 * The one shape of a message channel: a MessagePort of the page, of Node or of Electron's main, and a
 * child process's `send`/`message` pair are all wrapped to it (`src/shared/rpc/ports.ts`).
 */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  /** Returns a function that removes the listener. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Called once when the other side is gone or `close` was called here. */
  onClose(listener: () => void): () => void;
  close(): void;
}

export interface ExitInfo {
  code: number | null;
  signal: string | null;
}

/** A running child, whoever forked it. */
export interface ChildHandle {
  readonly kind: ProcessKind;
  readonly pid: number | undefined;
  readonly port: MessagePortLike;
  /** Resolves once; never rejects. */
  readonly exited: Promise<ExitInfo>;
  kill(signal?: 'SIGTERM' | 'SIGKILL'): void;
  /** Resident memory in bytes; undefined where the system does not say. */
  residentBytes(): Promise<number | undefined>;
}

export interface ForkOptions {
  args?: readonly string[];
  /** Old-space limit of V8 in MiB. */
  maxOldSpaceMiB?: number;
  /** Where compiled code is kept between starts, under Node; a process that is started often comes up in a third of the time. */
  codeCacheDir?: string;
}

/** Starts a process of a kind. Given to whoever supervises; tells nothing about the host. */
export type Fork = (kind: ProcessKind, options?: ForkOptions) => Promise<ChildHandle>;
