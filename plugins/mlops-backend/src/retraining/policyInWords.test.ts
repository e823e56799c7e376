import type { PolicyDefinition } from './Policy';
import { firingInWords, policyInWords, secondsInWords } from './policyInWords';

const definition = (part: Partial<PolicyDefinition>): PolicyDefinition => ({
  trigger: { kind: 'time', cron: '0 6 * * 1', timeZone: 'Europe/Vienna' },
  executor: 'ray',
  parameters: {},
  outcome: { kind: 'challenger' },
  cooldownSeconds: 0,
  maxConcurrent: 1,
  timeoutSeconds: 3600,
  catchUp: true,
  ...part,
});

describe('policyInWords', () => {
  it.each<[Partial<PolicyDefinition>, string]>([
    [
      {},
      'Every Monday at 06:00 Europe/Vienna; at most one run at a time; then the new version becomes a challenger.',
    ],
    [
      {
        trigger: { kind: 'time', cron: '30 2 * * *', timeZone: 'UTC' },
        outcome: { kind: 'register' },
        maxConcurrent: 3,
      },
      'Every day at 02:30 UTC; at most 3 runs at a time; then the new version is registered.',
    ],
    [
      { trigger: { kind: 'time', cron: '15 4 1 * *', timeZone: 'UTC' } },
      'At 04:15, on day 1 of the month (UTC); at most one run at a time; then the new version becomes a challenger.',
    ],
    [
      {
        trigger: { kind: 'drift', rows: 10_000, columns: ['temp', 'humid'], threshold: 0.25 },
        cooldownSeconds: 86_400,
        outcome: {
          kind: 'promote',
          to: 'Staging',
          better: { metric: 'auc', direction: 'higher', by: 0.01 },
        },
      },
      "When 10,000 rows were scored in consecutive days in which temp or humid drifted (corrected PSI above 0.25); not again within 1 day of a run; at most one run at a time; then the new version is promoted to Staging through its gates if its auc is higher by more than 0.01 than the champion's.",
    ],
    [
      {
        trigger: {
          kind: 'performance',
          metric: 'rmse',
          above: 12.5,
          intervals: 3,
          interval: 'week',
        },
      },
      'When rmse was above 12.5 with its whole band in 3 weeks in a row; at most one run at a time; then the new version becomes a challenger.',
    ],
  ])('reads %j', (part, sentence) => {
    expect(policyInWords(definition(part))).toBe(sentence);
  });
});

describe('secondsInWords', () => {
  it.each([
    [60, '1 minute'],
    [5_400, '90 minutes'],
    [7_200, '2 hours'],
    [604_800, '7 days'],
    [61, '61 seconds'],
  ])('%d are %s', (seconds, words) => {
    expect(secondsInWords(seconds)).toBe(words);
  });
});

describe('firingInWords', () => {
  const [since, at] = [Date.parse('2013-05-01T00:00:00Z'), Date.parse('2013-05-08T00:00:00Z')];

  it('tells which columns drifted, or what the metric was', () => {
    expect(
      firingInWords(
        { kind: 'drift', rows: 1_000 },
        { since, at, counted: 1_200, columns: ['humid', 'temp'], value: 0.9 },
      ),
    ).toBe(
      'humid and temp drifted: 1,200 rows were scored from 2013-05-01 00:00 to 2013-05-08 00:00 UTC while corrected PSI was above 0.3',
    );
    expect(
      firingInWords(
        { kind: 'performance', metric: 'auc', below: 0.6, interval: 'week' },
        { since, at, counted: 1, columns: [], value: 0.55 },
      ),
    ).toBe(
      'auc was 0.55 in a week from 2013-05-01 00:00 to 2013-05-08 00:00 UTC, its whole band beyond the bound',
    );
  });
});
