import { PROTOCOL_VERSION } from '../../../shared/contract/base.ts';
import { readerContract, type ReaderContract } from '../../../shared/contract/reader.ts';
import { parseToParent } from '../../../shared/control.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ChildHandle, ExitInfo, Fork } from '../../../shared/process.ts';
import { type ContractClient, createContractClient } from '../../../shared/rpc/client.ts';

/** One running reader, ready for its first file. */
export interface ReaderProcess {
  readonly client: ContractClient<ReaderContract>;
  readonly pid: number | undefined;
  /** Resolves when it has ended. */
  readonly exited: Promise<ExitInfo>;
  residentBytes(): Promise<number | undefined>;
  /** At once; nothing of the work under way survives. */
  kill(): void;
}

/** Errors: `process-unavailable` when it does not start, says nothing in time or is of another version. */
export async function startReader(fork: Fork, limits: { maxOldSpaceMiB: number; helloMs: number }): Promise<ReaderProcess> {
  const handle = await fork('reader', { maxOldSpaceMiB: limits.maxOldSpaceMiB });
  try {
    await hello(handle, limits.helloMs);
  } catch (error) {
    handle.kill('SIGKILL');
    throw error;
  }
  const { client } = createContractClient(readerContract, handle.port);
  return {
    client,
    pid: handle.pid,
    exited: handle.exited,
    residentBytes: () => handle.residentBytes(),
    kill: () => handle.kill('SIGKILL'),
  };
}

function hello(handle: ChildHandle, limitMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (why: string): void =>
    reject(new AppError('process-unavailable', `A reader process ${why}.`, { details: { subject: 'reader' } }));
  const timer = setTimeout(() => fail('did not answer after its start'), limitMs);
  const stopListening = handle.port.onMessage((message) => {
    const frame = parseToParent(message);
    if (frame?.type !== 'hello') return;
    if (frame.kind === 'reader' && frame.protocol === PROTOCOL_VERSION) resolve();
    else fail('is of another version than the rest of Footnote');
  });
  void handle.exited.then(() => fail('ended while it was starting'));
  return promise.finally(() => {
    clearTimeout(timer);
    stopListening();
  });
}
