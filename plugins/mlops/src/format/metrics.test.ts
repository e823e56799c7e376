import { compareMetric, higherIsBetter, metricName } from './metrics';

describe('metrics', () => {
  it('have the names people know', () => {
    expect(['auc', 'log_loss', 'r2', 'median_absolute_error'].map(metricName)).toEqual([
      'AUC',
      'Log loss',
      'R²',
      'Median absolute error',
    ]);
  });

  it('improve upwards or downwards, by their name', () => {
    expect(compareMetric('auc', 0.715, 0.697)).toEqual({ text: '+0.018', verdict: 'better' });
    expect(compareMetric('rmse', 17.4, 16.1)).toEqual({ text: '+1.300', verdict: 'worse' });
    expect(compareMetric('log_loss', 0.46, 0.48)).toEqual({ text: '−0.020', verdict: 'better' });
  });

  it('say nothing where the direction is not known or nothing changed', () => {
    expect(compareMetric('mood', 2, 1).verdict).toBe('unknown');
    expect(compareMetric('auc', 0.7, 0.7)).toEqual({ text: '±0', verdict: 'equal' });
  });

  it.each([
    ['roc_auc', true],
    ['macro_f1', true],
    ['average_precision', true],
    ['precision@10', true],
    ['explained_variance', true],
    ['top_3_accuracy', true],
    ['MCC', true],
    ['log_loss', false],
    ['rmse', false],
    ['median_absolute_error', false],
    ['brier_score', false],
    ['davies_bouldin_score', false],
    ['false_positive_rate', false],
    ['mean_score', undefined],
    ['threshold', undefined],
    ['maps_used', undefined],
  ])('a rise of %s is better: %s', (metric, better) => {
    expect(higherIsBetter(metric)).toBe(better);
  });
});
