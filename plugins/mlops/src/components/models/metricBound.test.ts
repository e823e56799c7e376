import {
  describeMetricBound,
  metricBound,
  metricOfSort,
  parseMetricBound,
  shownMetrics,
} from './metricBound';

describe('a metric bound', () => {
  it.each([
    ['test.auc>0.8', { split: 'test', metric: 'auc', comparison: '>', value: 0.8 }],
    [
      'train.log_loss<=-1e-7',
      { split: 'train', metric: 'log_loss', comparison: '<=', value: -1e-7 },
    ],
    [
      'validation.f1.macro>=1',
      { split: 'validation', metric: 'f1.macro', comparison: '>=', value: 1 },
    ],
  ])('%s is read and written', (text, bound) => {
    expect(parseMetricBound(text)).toEqual(bound);
    expect(metricBound(parseMetricBound(text)!)).toBe(text);
  });

  it.each([
    '',
    'auc>1',
    'test.auc',
    'test.auc>',
    'test.auc>x',
    'test.>1',
    'test.auc>1.2.3',
    'test. >1',
  ])('"%s" is none', text => expect(parseMetricBound(text)).toBeUndefined());

  it('is shown as a person writes it', () => {
    expect(describeMetricBound('test.auc>0.8')).toBe('test.auc > 0.8');
    expect(describeMetricBound('train.rmse<=10')).toBe('train.rmse ≤ 10');
  });

  it('and the sort say which metrics the list shows, each once', () => {
    expect(metricOfSort('-metric:test.auc')).toBe('test.auc');
    expect(metricOfSort('-name')).toBeUndefined();
    expect(shownMetrics(['test.auc>0.8', 'test.auc<1', 'train.f1>0'], 'metric:test.r2')).toEqual([
      'test.auc',
      'train.f1',
      'test.r2',
    ]);
    expect(shownMetrics(undefined, 'name')).toEqual([]);
  });
});
