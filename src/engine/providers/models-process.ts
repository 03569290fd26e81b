import type { ModelsContract } from '../../shared/contract/models.ts';
import type { ContractClient } from '../../shared/rpc/client.ts';

export type ModelsClient = ContractClient<ModelsContract>;

/** The supervised models process as this room needs it. */
export interface ModelsProcess {
  /** The client of the process that runs now. Starts one where none does. */
  client(): Promise<ModelsClient>;
  /** `ready` while the process serves; after anything else its memory is empty. */
  readonly state: string;
  onState(listener: () => void): () => void;
}
