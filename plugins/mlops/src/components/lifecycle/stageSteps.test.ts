import { aPolicy } from '../../__testUtils__/fixtures';
import { stageSteps } from './stageSteps';

const labels = (from: Parameters<typeof stageSteps>[1]) =>
  stageSteps(aPolicy(), from).map(({ label }) => label);

describe('stageSteps', () => {
  it('are what the policy allows, called by their direction', () => {
    expect(labels('None')).toEqual(['Promote to Staging', 'Archive']);
    expect(labels('Staging')).toEqual(['Promote to Production', 'Demote to None', 'Archive']);
    expect(labels('Production')).toEqual(['Demote to Staging', 'Archive']);
    expect(labels('Archived')).toEqual(['Re-register in Staging', 'Re-register in None']);
  });

  it('are none where the policy knows none', () => {
    expect(stageSteps(aPolicy({ transitions: [] }), 'Staging')).toEqual([]);
  });
});
