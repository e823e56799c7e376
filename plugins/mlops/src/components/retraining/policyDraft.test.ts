import type { RetrainingPolicy } from '@mlops-backstage/plugin-mlops-common';
import { changeOf, draftOf, draftProblem, dryRunOf, newDraft, policyOf } from './policyDraft';

const policy: RetrainingPolicy = {
  model: 'risk',
  name: 'when-it-drifts',
  deployment: 'risk-eu',
  trigger: { kind: 'drift', rows: 5_000, threshold: 0.25, interval: 'week', columns: ['temp'] },
  executor: 'ray',
  parameters: { entrypoint: 'python train.py' },
  outcome: {
    kind: 'promote',
    to: 'Staging',
    better: { metric: 'auc', direction: 'higher', by: 0.01 },
  },
  cooldownSeconds: 5_400,
  maxConcurrent: 2,
  timeoutSeconds: 21_600,
  catchUp: false,
  paused: true,
  sentence: '',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:default/ada',
  updatedAt: '2026-01-01T00:00:00Z',
  updatedBy: 'user:default/ada',
};

describe('a policy that is typed', () => {
  it.each<[string, Partial<RetrainingPolicy>]>([
    ['by drift', {}],
    ['by time', { trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'Europe/Vienna' } }],
    [
      'by performance',
      {
        trigger: {
          kind: 'performance',
          metric: 'rmse',
          above: 12.5,
          intervals: 2,
          interval: 'day',
        },
      },
    ],
    ['that only registers', { outcome: { kind: 'register' } }],
  ])('says what the policy %s says, with what it has no field for', (_, part) => {
    const before = { ...policy, ...part };
    expect(policyOf(draftOf(before), before)).toEqual(changeOf(before));
    expect(draftProblem(draftOf(before))).toBeUndefined();
  });

  it.each([
    [{ name: 'Weekly!' }, /A name of lower-case letters/],
    [{ kind: 'time' as const, cron: '0 6 * *' }, /five fields/],
    [{ rows: '0' }, /From 1 to/],
    [{ rows: '' }, /A number is needed/],
    [{ deployment: '' }, /deployment whose traffic counts/],
    [{ parameters: '[1]' }, /an object in JSON/],
    [{ parameters: '{' }, /an object in JSON/],
    [{ betterMetric: ' ' }, /metric by which/],
    [{ cooldownHours: 'soon' }, /A number such as/],
  ])('with %j has a problem', (part, problem) => {
    const draft = { ...newDraft('ray', 'risk-eu'), name: 'weekly', ...part };
    expect(draftProblem(draft)).toMatch(problem);
  });

  it('can be tried out before it has a name', () => {
    const draft = newDraft('ray', 'risk-eu');
    expect(dryRunOf(draft)).toEqual({
      deployment: 'risk-eu',
      trigger: { kind: 'drift', rows: 1_000, threshold: 0.3, interval: 'day' },
      cooldownSeconds: 86_400,
    });
    expect(dryRunOf({ ...draft, rows: 'many' })).toBeUndefined();
  });
});
