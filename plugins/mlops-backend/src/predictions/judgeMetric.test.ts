import { clustersOf, meanMetric } from '@mlops-backstage/model-profile';
import type { PairedMetric, PairedMetricName } from '@mlops-backstage/plugin-mlops-common';
import { judgeMetric } from './judgeMetric';

const names = { first: 'version 1', second: 'version 2' };
const bounds = { alpha: 0.05, margin: 0.02 };

/** The mean of so many rows, that of the second by `difference` off the first's, give or take `noise` a row. */
function metricOf(
  name: PairedMetricName,
  better: PairedMetric['better'],
  { count = 400, of = 0.5, difference = 0, noise = 0.1 } = {},
) {
  const rows = Array.from({ length: count }, (_, row) => row);
  return {
    name,
    better,
    first: meanMetric(rows.map(() => of)),
    second: meanMetric(rows.map(row => of + difference + (row % 2 === 0 ? noise : -noise))),
    clusters: clustersOf(rows.map(String)),
  };
}

const judge = (...of: Parameters<typeof metricOf>) => judgeMetric(metricOf(...of), names, bounds);

describe('judgeMetric', () => {
  it.each([
    [
      'accuracy',
      'higher',
      0.1,
      'better',
      'Version 2 is better than version 1: its accuracy is 0.600 against 0.500, higher by 0.084 to 0.116.',
    ],
    [
      'accuracy',
      'higher',
      -0.1,
      'worse',
      'Version 2 is worse than version 1: its accuracy is 0.400 against 0.500, lower by 0.084 to 0.116.',
    ],
    [
      'log_loss',
      'lower',
      0.1,
      'worse',
      'Version 2 is worse than version 1: its log loss is 0.600 against 0.500, higher by 0.084 to 0.116.',
    ],
    [
      'log_loss',
      'lower',
      -0.1,
      'better',
      'Version 2 is better than version 1: its log loss is 0.400 against 0.500, lower by 0.084 to 0.116.',
    ],
  ] as const)(
    'of %s (%s) that differs by %p says %s',
    (name, better, difference, result, sentence) => {
      expect(judge(name, better, { difference })).toMatchObject({ result, sentence, metric: name });
    },
  );

  it('says when what it found doesn’t matter', () => {
    const { result, sentence } = judge('auc', 'higher', { difference: 0.01, noise: 0.01 });
    expect(result).toBe('better');
    expect(sentence).toMatch(/by 0\.008 to 0\.012\. That is less than the 0\.02 that matters\.$/);
  });

  it('says that equals are equal once the interval lies within the margin', () => {
    expect(judge('auc', 'higher')).toMatchObject({
      result: 'no-difference',
      sentence:
        'No difference that matters: the AUC of version 2 differs from that of version 1 by −0.016 to +0.016, less than 0.02.',
    });
  });

  it('takes the margin of errors as a share, and forecasts what is needed', () => {
    const verdict = judge('mae', 'lower', { of: 50, noise: 20 });
    expect(verdict).toMatchObject({ result: 'not-enough-data', marginOfMetric: 1 });
    expect(verdict.requestsNeeded).toBeGreaterThan(3_000);
    expect(verdict.sentence).toMatch(
      /^No difference shown yet: the MAE of version 2 may differ from that of version 1 by −3\.1 to \+3\.1\. About \d,\d00 labelled requests tell a difference of 1; there are 400\.$/,
    );
  });

  it('waits for a hundred requests, whatever they say', () => {
    expect(judge('accuracy', 'higher', { count: 99, difference: 0.4 })).toMatchObject({
      result: 'not-enough-data',
      sentence: 'Not enough data: 99 of at least 100 labelled requests.',
    });
  });

  it('makes nothing of versions that never differ', () => {
    expect(judge('rmse', 'lower', { noise: 0 })).toMatchObject({ result: 'not-enough-data' });
  });

  it('forecasts nothing where the champion makes no error', () => {
    const verdict = judge('mae', 'lower', { of: 0, noise: 1 });
    expect(verdict).toMatchObject({ result: 'not-enough-data', marginOfMetric: 0 });
    expect(verdict).not.toHaveProperty('requestsNeeded');
    expect(verdict.sentence).toMatch(/More labels will tell\.$/);
  });
});
