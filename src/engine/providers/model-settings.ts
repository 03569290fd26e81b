import type { GpuKind, ModelRole } from '../../shared/domain/model.ts';
import { gpuKindSchema } from '../../shared/domain/model.ts';
import type { Library } from '../store/open.ts';
import { getSetting, setSetting } from '../store/settings.ts';

export interface ModelSettings {
  /** Absolute path of the file a person chose; null where none was. */
  path(role: ModelRole): string | null;
  setPath(role: ModelRole, path: string | null): void;
  /** The kind that worked after another had crashed; null where none has. */
  workingGpu(): GpuKind | null;
  setWorkingGpu(gpu: GpuKind | null): void;
}

const gpuKey = 'models.gpu';
const pathKey = (role: ModelRole): string => `model.${role}`;

/** The choices of models, kept in the library. */
export function createModelSettings(library: Library): ModelSettings {
  return {
    path: (role) => getSetting(library.read, pathKey(role)),
    setPath: (role, path) => library.transaction((db) => setSetting(db, pathKey(role), path)),
    workingGpu: () => gpuKindSchema.nullable().catch(null).parse(getSetting(library.read, gpuKey)),
    setWorkingGpu: (gpu) => library.transaction((db) => setSetting(db, gpuKey, gpu)),
  };
}
