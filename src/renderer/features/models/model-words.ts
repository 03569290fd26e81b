import type { GpuKind, ModelRole, ModelState } from '../../../shared/domain/model.ts';

export interface RoleWords {
  readonly title: string;
  readonly purpose: string;
  readonly without: string;
}

export const roleWords: Record<ModelRole, RoleWords> = {
  chat: {
    title: 'Chat model',
    purpose: 'Writes answers from the passages that were found.',
    without: 'Without one, answers quote the best passages.',
  },
  embedding: {
    title: 'Embedding model',
    purpose: 'Finds passages by meaning.',
    without: 'Without one, search goes by words only.',
  },
  reranker: {
    title: 'Reranker',
    purpose: 'Puts the passages that fit best first.',
    without: 'Optional. Without one, the order of the search stands.',
  },
};

export const stateWords: Record<ModelState, string> = {
  'not-set': 'None chosen',
  idle: 'Not in memory',
  loading: 'Loading',
  ready: 'Ready',
  failed: 'Failed',
};

export const gpuWords: Record<GpuKind, string> = { cpu: 'CPU', vulkan: 'Vulkan', metal: 'Metal', cuda: 'CUDA' };
