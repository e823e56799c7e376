import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';

/** The `spec.lifecycle` of a model, from the stages that its versions are in. */
export function lifecycleOf({ stages }: Pick<ModelSummary, 'stages'>): string {
  if (stages.some(({ stage }) => stage === 'Production')) {
    return 'production';
  }
  const archived = stages.length > 0 && stages.every(({ stage }) => stage === 'Archived');
  return archived ? 'deprecated' : 'experimental';
}
