import { buildReferenceProfile, measureDrift, Profiler } from '@mlops-backstage/model-profile';
import { dataQuality } from './dataQuality';

const numbers = Float64Array.from({ length: 1000 }, (_, i) => i);
const carriers = Array.from({ length: 1000 }, (_, i) => ['UA', 'DL', 'AA'][i % 3]);
const reference = buildReferenceProfile([
  { name: 'delay', role: 'feature', kind: 'numeric', values: numbers },
  { name: 'carrier', role: 'feature', kind: 'categorical', values: carriers },
  { name: 'score', role: 'prediction', kind: 'numeric', values: numbers },
]);

function findings(
  delays: ArrayLike<number>,
  names: Array<string | null> = Array.from(delays, (_, i) => carriers[i % 1000]),
) {
  const profiler = new Profiler(reference.schema);
  profiler.observeNumeric(0, delays, delays.length);
  profiler.observeCategorical(1, names, names.length);
  profiler.observeNumeric(2, Array(delays.length).fill(NaN), delays.length);
  profiler.addRows(delays.length);
  const window = profiler.take();
  return dataQuality(measureDrift(reference, window), reference, window);
}

const some = (length: number) => Array.from({ length }, (_, i) => (i * 37) % 1000);
const withShare = (length: number, share: number, value: number) =>
  some(length).map((each, i) => (i < share * length ? value : each));

describe('dataQuality', () => {
  it('finds nothing in data like the reference, nor in predictions', () => {
    expect(findings(some(1000))).toEqual([]);
    expect(findings([])).toEqual([]);
  });

  it('finds values that are missing, with both shares in a sentence', () => {
    expect(findings(withShare(1000, 0.05, NaN))).toEqual([
      {
        column: 'delay',
        check: 'missing',
        severity: 'warning',
        message: '5 % of delay are missing, 0 % in the reference',
        reference: 0,
        window: 0.05,
      },
    ]);
  });

  it('finds numbers out of range and categories unseen, the worst first', () => {
    const names = some(1000).map((_, i) => (i % 2 ? 'new' : 'UA'));
    expect(findings(withShare(1000, 0.1, 5000), names)).toMatchObject([
      {
        column: 'carrier',
        check: 'unseen',
        severity: 'critical',
        message:
          '50 % of carrier are of categories that the reference does not have, 0 % in the reference',
      },
      {
        column: 'delay',
        check: 'out-of-range',
        severity: 'warning',
        message: '10 % of delay are outside the range of the reference, 0 % in the reference',
      },
    ]);
  });

  it('finds a column that has become constant', () => {
    expect(findings(Array(100).fill(7))).toMatchObject([
      { column: 'delay', check: 'constant', severity: 'critical', window: 1 },
    ]);
    expect(findings(some(100), Array(100).fill('UA'))).toMatchObject([
      {
        column: 'carrier',
        check: 'constant',
        message: 'All values of carrier are the same, at most 33 % in the reference',
      },
    ]);
  });

  it('takes no few values for a rule, and no hundredth for a fault', () => {
    expect(findings([7, 7], ['UA', 'UA'])).toEqual([]);
    expect(findings(withShare(10, 0.1, NaN))).toEqual([]);
    expect(findings(withShare(10_000, 0.01, NaN))).toEqual([]);
    expect(findings(withShare(10_000, 0.02, NaN))).toHaveLength(1);
  });

  it('alarms in at most one of a thousand windows without fault', () => {
    // Missing in one of a hundred, as is allowed: the largest chance that there may be.
    let state = 42;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let alarms = 0;
    for (let round = 0; round < 2_000; round++) {
      const delays = some(200).map(value => (random() < 0.01 ? NaN : value));
      alarms += findings(delays).length > 0 ? 1 : 0;
    }
    expect(alarms).toBeLessThanOrEqual(3);
  });
});
