import { largestError } from '../../fixtures/largestError';
import { endsOf } from '../../fixtures/pairedCases';
import { performanceCases } from '../../fixtures/performanceCases';
import { aucInterval } from './aucInterval';
import { ClusteredRatio } from './ClusteredRatio';
import { estimatePerformance } from './estimatePerformance';
import type { EstimatedMetric } from './estimatePerformance';
import { heightAt, isotonicRegression } from './isotonicRegression';

function ratioOf(clusters: [number, number][]): ClusteredRatio {
  const ratio = new ClusteredRatio();
  for (const [numerator, denominator] of clusters) ratio.add(numerator, denominator);
  return ratio;
}

describe('ClusteredRatio', () => {
  it.each(performanceCases.share)('has the interval of a share, $value', expected => {
    const ratio = ratioOf(expected.clusters);
    expect(largestError(ratio.value, expected.value)).toBeLessThan(1e-12);
    const interval = ratio.shareInterval(expected.alpha)!;
    expect(largestError(endsOf(interval), expected.interval)).toBeLessThan(1e-12);
  });

  it.each(performanceCases.mean)('has the interval of a mean, $value', expected => {
    const ratio = ratioOf(expected.clusters);
    expect(largestError(ratio.value, expected.value)).toBeLessThan(1e-12);
    const interval = ratio.meanInterval(expected.alpha)!;
    expect(largestError(endsOf(interval), expected.interval)).toBeLessThan(1e-12);
  });

  it('takes rows that come together for what they say together', () => {
    const apart = ratioOf(Array.from({ length: 100 }, (_, i) => [i % 2, 1])).shareInterval(0.05)!;
    const together = ratioOf(
      Array.from({ length: 10 }, (_, i) => [i % 2 ? 10 : 0, 10]),
    ).shareInterval(0.05)!;
    expect(together.high - together.low).toBeGreaterThan(2 * (apart.high - apart.low));
    const perfect = ratioOf(Array.from({ length: 10 }, () => [10, 10])).shareInterval(0.05)!;
    expect(largestError(endsOf(perfect), endsOf(ratioOf(Array.from({ length: 10 }, () => [1, 1])).shareInterval(0.05)!))).toBeLessThan(1e-12); // prettier-ignore
  });

  it('has no value without rows, and no interval of a mean of few clusters', () => {
    const ratio = ratioOf([[0, 0]]);
    expect([ratio.value, ratio.shareInterval(0.05), ratio.meanInterval(0.05)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const few = ratioOf(Array.from({ length: 29 }, (_, i) => [i, 1]));
    expect(few.value).toBe(14);
    expect(few.meanInterval(0.05)).toBeUndefined();
  });
});

describe('aucInterval', () => {
  it.each(performanceCases.auc)(
    'is scikit-learn’s area with DeLong’s variance, $value',
    expected => {
      const { truth, scores, clusters, alpha } = expected;
      const { value, interval } = aucInterval(
        Uint8Array.from(truth),
        Float64Array.from(scores),
        alpha,
        clusters ? Float64Array.from(clusters) : undefined,
      )!;
      expect(largestError(value, expected.value)).toBeLessThan(1e-12);
      expect(largestError(endsOf(interval!), expected.interval)).toBeLessThan(1e-12);
    },
  );

  it('has no value for one class, and no interval for few rows or classes that are set apart', () => {
    const of = (truth: number[], scores: number[]) =>
      aucInterval(Uint8Array.from(truth), Float64Array.from(scores), 0.05);
    expect(of([1, 1], [0.1, 0.2])).toBeUndefined();
    expect(of([1, 0, 0], [0.1, 0.2, 0])).toEqual({ value: 0.5 });
    const apart = Array.from({ length: 40 }, (_, i) => Number(i >= 20));
    expect(of(apart, apart)).toEqual({ value: 1 });
  });
});

describe('isotonicRegression', () => {
  it.each(performanceCases.isotonic)('is scikit-learn’s line', ({ x, y, weight, at, heights }) => {
    const line = isotonicRegression(x.map((each, i) => ({ x: each, y: y[i], weight: weight[i] })));
    const found = at.map(each => heightAt(line, each));
    expect(largestError(found, heights)).toBeLessThan(1e-12);
  });

  it('needs a point', () => {
    expect(() => isotonicRegression([])).toThrow(RangeError);
  });
});

describe('estimatePerformance', () => {
  const { reference, scores, predicted, probabilities, nannyml, expected, deviations } =
    performanceCases.estimate;
  const rows = {
    probabilities: Float64Array.from(probabilities),
    scores: Float64Array.from(scores),
    predicted: Uint8Array.from(predicted),
  };
  const estimates = estimatePerformance(rows, 0.05);

  it('calibrates as NannyML does', () => {
    const line = isotonicRegression(
      reference.scores.map((x, i) => ({ x, y: reference.truth[i], weight: 1 })),
    );
    const found = scores.map(score => heightAt(line, score));
    expect(largestError(found, probabilities)).toBeLessThan(1e-12);
  });

  it.each(Object.keys(nannyml) as EstimatedMetric[])('expects the %s of NannyML', name => {
    // NannyML rounds what its curve is made of to five digits, and takes rows of one score one after the other.
    const slack = name === 'auc' ? 1e-6 : 1e-12;
    expect(largestError(estimates[name]!.value, nannyml[name])).toBeLessThan(slack);
  });

  it.each(Object.keys(expected) as EstimatedMetric[])(
    'expects the %s of all pairs and rows, scattering as drawn labels do',
    name => {
      const { value, interval } = estimates[name]!;
      expect(largestError(value, expected[name])).toBeLessThan(1e-12);
      const deviation = (interval.high - interval.low) / (2 * 1.959963984540054);
      expect(Math.abs(deviation / deviations[name] - 1)).toBeLessThan(0.05);
    },
  );

  it('leaves out what has no value', () => {
    const none = estimatePerformance(
      {
        probabilities: Float64Array.of(0.2, 0.3),
        scores: Float64Array.of(2, 3),
        predicted: Uint8Array.of(0, 0),
      },
      0.05,
    );
    expect(Object.keys(none).sort()).toEqual(['accuracy', 'auc', 'f1', 'recall']);
    const empty = { probabilities: new Float64Array(), scores: new Float64Array(), predicted: new Uint8Array() }; // prettier-ignore
    expect(estimatePerformance(empty, 0.05)).toEqual({});
  });
});
