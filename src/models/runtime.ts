import { getLlama, getLlamaGpuTypes, LlamaLogLevel, type Llama } from 'node-llama-cpp';
import type { GpuKind } from '../shared/domain/model.ts';
import { threadCount } from './threads.ts';
import { withoutFolders } from './without-folders.ts';

export type WantedGpu = 'auto' | GpuKind;

/** Told of llama.cpp's warnings and errors. They name files and sizes, never a prompt. */
export type RuntimeLog = (level: 'warn' | 'error', message: string) => void;

/** llama.cpp, started for one kind of processor. */
export interface Runtime {
  readonly llama: Llama;
  readonly gpu: GpuKind;
  /** All that the models of this process may use together. */
  readonly threads: number;
  /** Collects the lines logged from now until `stop`: the only place where llama.cpp tells why a load failed. */
  recordLog(): { lines: readonly string[]; stop(): void };
  /** Lets go of the library once its models are gone. */
  dispose(): void;
}

/**
 * Starts llama.cpp with its prebuilt library; nothing is ever compiled or downloaded here.
 * Errors: what node-llama-cpp throws where no library fits the machine.
 */
export async function openRuntime(wanted: WantedGpu, log: RuntimeLog): Promise<Runtime> {
  const recordings = new Set<string[]>();
  const llama = await getLlama({
    gpu: wanted === 'cpu' ? false : wanted,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.warn,
    logger: (level, message) => {
      const line = withoutFolders(message.trim());
      if (line === '') return;
      for (const recording of recordings) recording.push(line);
      log(level === LlamaLogLevel.warn ? 'warn' : 'error', line);
    },
  });
  const threads = threadCount(llama.cpuMathCores);
  llama.maxThreads = threads;
  return {
    llama,
    gpu: gpuKind(llama.gpu),
    threads,
    recordLog() {
      const lines: string[] = [];
      recordings.add(lines);
      return { lines, stop: () => recordings.delete(lines) };
    },
    // Not awaited: after a failed load the library waits for a model that never came to be, until it is collected.
    dispose: () => void llama.dispose().catch(() => {}),
  };
}

/** The kinds whose library and driver are on this machine. */
export async function supportedGpuKinds(): Promise<GpuKind[]> {
  const kinds = await getLlamaGpuTypes('supported');
  return kinds.map(gpuKind);
}

function gpuKind(gpu: Llama['gpu']): GpuKind {
  return gpu === false ? 'cpu' : gpu;
}
