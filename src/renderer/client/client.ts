import type { EngineContract } from '../../shared/contract/engine.ts';
import type { Capability, Grant, HostContract } from '../../shared/contract/host.ts';
import type { AppErrorData } from '../../shared/errors.ts';
import type { ContractClient } from '../../shared/rpc/client.ts';
import type { Readable } from '../state/store.ts';

export type EngineClient = ContractClient<EngineContract>;
export type HostClient = ContractClient<HostContract>;
export type SystemInfo = Awaited<ReturnType<EngineClient['system']['info']>>;

/** What the host said about itself when the connection was made. */
export interface HostFacts {
  readonly host: string;
  readonly platform: string;
  readonly capabilities: readonly Capability[];
}

/**
 * `generation` counts connections, so that whoever follows a stream knows to begin again;
 * a changed `info.epoch` says that the engine is a new one.
 */
export type ConnectionState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected'; readonly generation: number; readonly info: SystemInfo; readonly host: HostFacts }
  | { readonly phase: 'reconnecting'; readonly attempt: number }
  | { readonly phase: 'refused'; readonly error: AppErrorData };

/** The only door to the engine and the host. `engine` and `host` stay valid across reconnections. */
export interface Client {
  readonly engine: EngineClient;
  readonly host: HostClient;
  readonly connection: Readable<ConnectionState>;
  /** Grants for dropped files with real paths; null where a drop reveals none. */
  readonly grantFiles: ((files: readonly File[]) => Promise<Grant[]>) | null;
  dispose(): void;
}
