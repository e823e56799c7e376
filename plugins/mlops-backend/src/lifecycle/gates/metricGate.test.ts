import type { MetricGate } from '@mlops-backstage/plugin-mlops-common';
import { metricGate } from './metricGate';

const gate = (asked: Partial<MetricGate>): MetricGate => ({
  split: 'test',
  metric: 'auc',
  ...asked,
});
const noWorse = (better: 'higher' | 'lower', tolerance: number) =>
  gate({ champion: { better, tolerance } });
const value = (auc: number) => ({ test: { auc } });
const champion = (auc: number) => ({ version: 1, metrics: value(auc) });

describe('the gate for a metric', () => {
  it.each<[string, MetricGate, number, 'passed' | 'failed', string]>([
    ['a bound met', gate({ atLeast: 0.7 }), 0.7, 'passed', 'test.auc is 0.7'],
    [
      'a lower bound',
      gate({ atLeast: 0.7 }),
      0.68,
      'failed',
      'test.auc is 0.68, at least 0.7 is asked for',
    ],
    [
      'an upper bound',
      gate({ atMost: 0.5 }),
      0.61,
      'failed',
      'test.auc is 0.61, at most 0.5 is asked for',
    ],
    [
      'a difference that rounding would hide',
      gate({ atLeast: 0.7 }),
      0.69999999,
      'failed',
      'test.auc is 0.69999999, at least 0.7 is asked for',
    ],
    ['both bounds', gate({ atLeast: 0.1, atMost: 0.9 }), 1 / 3, 'passed', 'test.auc is 0.333333'],
  ])('looks at %s', (_, asked, auc, state, message) => {
    expect(metricGate(asked, value(auc), undefined)).toEqual({ state, message });
  });

  it('fails without the metric', () => {
    const message = 'test.auc is missing: add an evaluation on test that has it';
    for (const metrics of [{}, { train: { auc: 0.9 } }, { test: { f1: 0.9 } }]) {
      expect(metricGate(gate({ atLeast: 0.7 }), metrics, undefined)).toEqual({
        state: 'failed',
        message,
      });
    }
  });

  it.each<[MetricGate, number, number, 'passed' | 'failed']>([
    [noWorse('higher', 0), 0.7, 0.7, 'passed'],
    [noWorse('higher', 0), 0.69, 0.7, 'failed'],
    [noWorse('higher', 0), 0.71, 0.7, 'passed'],
    [noWorse('lower', 0), 0.71, 0.7, 'failed'],
    [noWorse('lower', 0), 0.69, 0.7, 'passed'],
    // 0.8 - 0.7 is 0.10000000000000009 in binary.
    [noWorse('higher', 0.1), 0.7, 0.8, 'passed'],
    [noWorse('higher', 0.1), 0.6999, 0.8, 'failed'],
    [noWorse('lower', 0.3), 0.4, 0.1, 'passed'],
    [noWorse('lower', 0.3), 0.4001, 0.1, 'failed'],
  ])('compares by %j %d with %d of the champion', (asked, own, its, state) => {
    expect(metricGate(asked, value(own), champion(its)).state).toBe(state);
  });

  it('says what was compared with what', () => {
    expect(metricGate(noWorse('higher', 0.01), value(0.6), champion(0.7)).message).toBe(
      'test.auc is 0.6, that of version 1 0.7: it may be worse by 0.01 at most',
    );
    expect(metricGate(noWorse('lower', 0), value(0.8), champion(0.7)).message).toBe(
      'test.auc is 0.8, that of version 1 0.7: it has to be no worse',
    );
  });

  it('holds where there is no champion, and fails where there is nothing of it to compare with', () => {
    expect(metricGate(noWorse('higher', 0), value(0.1), undefined)).toEqual({
      state: 'passed',
      message: 'test.auc is 0.1, and there is no champion to compare with',
    });
    expect(
      metricGate(noWorse('higher', 0), value(0.1), { version: 3, metrics: { test: { f1: 1 } } }),
    ).toEqual({
      state: 'failed',
      message:
        "test.auc can't be compared: version 3, the present champion, has no evaluation with it",
    });
  });
});
