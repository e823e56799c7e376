import { headlineMetric } from './headlineMetric';

describe('headlineMetric', () => {
  it.each([
    ['binary-classification', { accuracy: 0.9, auc: 0.7, f1: 0.5 }, 'auc'],
    ['binary-classification', { accuracy: 0.9, custom: 1 }, 'accuracy'],
    ['multiclass-classification', { macro_f1: 0.5, accuracy: 0.9 }, 'accuracy'],
    ['regression', { r2: 0.5, mae: 3 }, 'mae'],
    ['clustering', { silhouette: 0.2 }, 'silhouette'],
    ['other', { perplexity: 12, tokens: 5 }, 'perplexity'],
  ] as const)('of %s with %j is %s', (problemType, test, name) => {
    expect(headlineMetric(problemType, { test })).toMatchObject({ name, split: 'test' });
  });

  it('comes from the least flattering split that has one', () => {
    const train = { auc: 0.9 };
    const production = { auc: 0.6 };
    expect(
      headlineMetric('binary-classification', { train, production, test: { auc: 0.7 } }),
    ).toEqual({ name: 'auc', value: 0.7, split: 'test' });
    expect(
      headlineMetric('binary-classification', { train, production, test: { rows: 5 } }),
    ).toEqual({ name: 'auc', value: 0.6, split: 'production' });
    expect(headlineMetric('other', { test: {}, train: { a: 1 } })?.split).toBe('train');
  });

  it('shows a metric of 0', () => {
    expect(headlineMetric('regression', { test: { rmse: 0 } })?.value).toBe(0);
  });

  it('is absent where no metric suits the problem type', () => {
    expect(headlineMetric('regression', { test: { auc: 0.7 } })).toBeUndefined();
    expect(headlineMetric('regression', {})).toBeUndefined();
  });
});
