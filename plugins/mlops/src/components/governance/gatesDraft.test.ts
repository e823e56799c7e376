import type { Gates } from '@mlops-backstage/plugin-mlops-common';
import { draftOf, draftProblem, EMPTY_METRIC, gatesOf } from './gatesDraft';

const GATES: Gates = {
  approvals: { count: 2, groups: ['group:default/approvers'], excludeAuthor: true },
  metrics: [
    { split: 'test', metric: 'auc', atLeast: 0.7 },
    { split: 'test', metric: 'log_loss', champion: { better: 'lower', tolerance: 0.01 } },
  ],
  evaluations: ['test'],
  card: ['intended-use'],
  digest: true,
  alerts: 'critical',
};

describe('a draft of gates', () => {
  it('is sent as it came', () => {
    expect(gatesOf(draftOf(GATES))).toEqual(GATES);
    expect(gatesOf(draftOf({}))).toBeUndefined();
    expect(draftProblem(draftOf(GATES))).toBeUndefined();
  });

  it('takes groups by their names, and numbers with a comma', () => {
    const draft = {
      ...draftOf(),
      count: '1',
      groups: 'approvers, group:default/governance approvers',
      metrics: [{ ...EMPTY_METRIC, metric: 'auc', atLeast: '0,7' }],
    };
    expect(gatesOf(draft)).toEqual({
      approvals: {
        count: 1,
        groups: ['group:default/approvers', 'group:default/governance'],
        excludeAuthor: false,
      },
      metrics: [{ split: 'test', metric: 'auc', atLeast: 0.7 }],
    });
  });

  it.each([
    [{ groups: 'approvers' }, 'Say how many approvals are needed'],
    [{ count: '11', groups: 'approvers' }, 'Approvals are between 1 and 10'],
    [{ count: '1,5', groups: 'approvers' }, 'Approvals are between 1 and 10'],
    [{ count: '1' }, 'Say in which group those are who may approve'],
    [{ count: '1', groups: 'a:b:c' }, '“a:b:c” is no group: write group:default/name'],
    [{ metrics: [EMPTY_METRIC] }, 'Name the metric'],
    [
      { metrics: [{ ...EMPTY_METRIC, metric: 'auc' }] },
      'auc: give a bound, or compare with the champion',
    ],
    [{ metrics: [{ ...EMPTY_METRIC, metric: 'auc', atLeast: 'x' }] }, 'auc: that is no number'],
    [
      { metrics: [{ ...EMPTY_METRIC, metric: 'auc', atLeast: '1', atMost: '0' }] },
      'auc: no value is at least 1 and at most 0',
    ],
  ])('says what is wrong with %j', (given, problem) => {
    expect(draftProblem({ ...draftOf(), ...given })).toBe(problem);
  });
});
