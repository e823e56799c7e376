import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import { lifecycleOf } from './lifecycleOf';

describe('lifecycleOf', () => {
  it.each<[lifecycle: string, stages: Stage[]]>([
    ['experimental', []],
    ['experimental', ['None']],
    ['experimental', ['Staging', 'Archived']],
    ['production', ['Production']],
    ['production', ['Archived', 'Production', 'None']],
    ['deprecated', ['Archived']],
  ])('is %s for a model with versions in %j', (lifecycle, stages) => {
    expect(lifecycleOf({ stages: stages.map(stage => ({ stage, version: 1 })) })).toBe(lifecycle);
  });
});
