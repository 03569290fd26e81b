import type { GpuKind } from '../../shared/domain/model.ts';
import { AppError, isAppError } from '../../shared/errors.ts';

export type WantedGpu = 'auto' | GpuKind;

/**
 * The kinds to try in order, never a riskier one after a safer one. A process may die for reasons that are not the
 * kind's (memory, a person, another model in it), so one death alone condemns neither the graphics card nor the
 * file: `auto` is tried once more by the name it has on the system, and the processor twice. Three deaths open the
 * breaker of the process.
 */
export function gpuAttempts(wanted: WantedGpu, platform: NodeJS.Platform = process.platform): WantedGpu[] {
  if (wanted === 'auto') return ['auto', platform === 'darwin' ? 'metal' : 'vulkan', 'cpu'];
  return wanted === 'cpu' ? ['cpu', 'cpu'] : [wanted, 'cpu', 'cpu'];
}

/**
 * Loads with the wanted kind. A driver that takes the process down with it is answered with the next kind, and so
 * is a kind that the machine does not have. Every other error is the file's, and final.
 * Errors: those of `load`; `model-load-failed` with reason `crash` when the process died with every kind.
 */
export async function loadOnGpu<T>(
  wanted: WantedGpu,
  fileName: string,
  load: (gpu: WantedGpu) => Promise<T>,
): Promise<{ loaded: T; gpu: WantedGpu }> {
  for (const gpu of gpuAttempts(wanted)) {
    try {
      return { loaded: await load(gpu), gpu };
    } catch (error) {
      const crashed = isAppError(error) && error.code === 'process-lost';
      const absent = isAppError(error) && error.details.reason === 'runtime' && gpu !== 'cpu';
      if (!crashed && !absent) throw error;
    }
  }
  throw new AppError('model-load-failed', `The models process ended every time it loaded "${fileName}".`, {
    details: { subject: fileName, reason: 'crash' },
    retryable: false,
  });
}
