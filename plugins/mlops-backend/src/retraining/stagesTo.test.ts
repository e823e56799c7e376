import type { LifecyclePolicy } from '@mlops-backstage/plugin-mlops-common';
import { stagesTo } from './stagesTo';

const policy: Pick<LifecyclePolicy, 'transitions'> = {
  transitions: [
    { from: 'None', to: ['Archived', 'Staging'] },
    { from: 'Staging', to: ['None', 'Production', 'Archived'] },
    { from: 'Production', to: ['Staging', 'Archived'] },
    { from: 'Archived', to: ['None', 'Production'] },
  ],
};

it.each([
  ['None', 'Staging', ['Staging']],
  ['None', 'Production', ['Staging', 'Production']],
  ['Production', 'Production', []],
  ['Staging', 'Archived', ['Archived']],
] as const)('leads from %s to %s', (from, to, way) => {
  expect(stagesTo(policy, from, to)).toEqual(way);
});

it('leads nowhere where the policy does not', () => {
  const closed = { transitions: [{ from: 'None' as const, to: ['Archived' as const] }] };
  expect(stagesTo(closed, 'None', 'Production')).toBeUndefined();
});
