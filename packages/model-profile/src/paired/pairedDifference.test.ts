import { largestError } from '../../fixtures/largestError';
import { endsOf, pairedCases } from '../../fixtures/pairedCases';
import { alwaysValidDifference, clustersNeeded } from './alwaysValidDifference';
import { aucMetric } from './aucMetric';
import { bootstrapDifference } from './bootstrapDifference';
import { Clusters, clustersOf, singleRows } from './Clusters';
import { mcnemarTest } from './mcnemar';
import { normalQuantile } from './normal';
import { countPairs } from './pairedProportions';
import { meanMetric, rootMeanMetric, RowMetric } from './RowMetric';
import { SeededRandom } from './SeededRandom';

type Case = (typeof pairedCases.difference)[number];

function metricOf(metric: Case['metric'], truth: number[], scores: number[]): RowMetric {
  const errors = truth.map((label, row) => label - scores[row]);
  switch (metric) {
    case 'auc':
      return aucMetric(truth, scores);
    case 'accuracy':
      return meanMetric(scores.map((score, row) => Number(score >= 0.5 === (truth[row] === 1))));
    case 'log_loss':
      return meanMetric(
        scores.map((score, row) => -Math.log(truth[row] === 1 ? score : 1 - score)),
      );
    case 'rmse':
      return rootMeanMetric(errors.map(error => error ** 2));
    default:
      return meanMetric(errors.map(Math.abs));
  }
}

describe.each(pairedCases.difference)('the difference of $metric ($seed, $alpha)', expected => {
  const { metric, truth, alpha, resamples, seed } = expected;
  const first = metricOf(metric, truth, expected.first);
  const second = metricOf(metric, truth, expected.second);
  const clusters: Clusters = { count: Math.max(...expected.clusters) + 1, of: expected.clusters };

  it('is that of scikit-learn, with the BCa interval of the same draws by scipy', () => {
    expect(largestError([first.value(), second.value()], expected.values)).toBeLessThan(1e-12);
    const drawn = bootstrapDifference(first, second, clusters, { alpha, resamples, seed });
    expect(drawn.resamples).toBe(expected.valid);
    expect(largestError(drawn.difference, expected.difference)).toBeLessThan(1e-12);
    expect(largestError(endsOf(drawn.interval!), expected.interval)).toBeLessThan(1e-9);
  });

  it('has an interval for many looks, by the influences', () => {
    const always = alwaysValidDifference(first, second, clusters, alpha);
    expect(largestError(always.deviation, expected.deviation)).toBeLessThan(1e-12);
    const radius = (always.interval.high - always.interval.low) / 2;
    expect(largestError(radius, expected.alwaysValidRadius)).toBeLessThan(1e-12);
  });

  it('counts rows by their weights', () => {
    const doubled = truth.flatMap((_, row) => (row % 3 === 0 ? [row, row] : [row]));
    const repeated = metricOf(
      metric,
      doubled.map(row => truth[row]),
      doubled.map(row => expected.first[row]),
    );
    const weights = truth.map((_, row) => (row % 3 === 0 ? 2 : 1));
    expect(first.value(weights)).toBeCloseTo(repeated.value(), 12);
  });
});

describe('bootstrapDifference', () => {
  const options = { alpha: 0.05, resamples: 200, seed: 1 };

  it('gives the same for the same seed, and another interval for another', () => {
    const { truth, first, second } = pairedCases.difference[0];
    const draw = (seed: number) =>
      bootstrapDifference(aucMetric(truth, first), aucMetric(truth, second), singleRows(60), {
        ...options,
        seed,
      });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('finds no difference between equals', () => {
    const metric = meanMetric([1, 0, 1]);
    expect(bootstrapDifference(metric, metric, singleRows(3), options)).toEqual({
      difference: 0,
      interval: { low: 0, high: 0 },
      resamples: 200,
    });
  });

  it('has no interval of an area that no draw has', () => {
    const metric = aucMetric([1, 1, 1], [0.1, 0.2, 0.3]);
    const drawn = bootstrapDifference(metric, metric, singleRows(3), options);
    expect(drawn).toEqual({ difference: NaN, resamples: 0 });
  });

  it.each([{ alpha: 0 }, { alpha: 1 }, { resamples: 99 }, { resamples: 100.5 }])(
    'refuses %p',
    option => {
      const metric = meanMetric([1, 0]);
      expect(() =>
        bootstrapDifference(metric, metric, singleRows(2), { ...options, ...option }),
      ).toThrow(RangeError);
    },
  );
});

describe('alwaysValidDifference', () => {
  it('is not certain of the absence of a difference where a difference could be', () => {
    const metric = meanMetric(new Array(100).fill(1));
    const { interval } = alwaysValidDifference(metric, metric, singleRows(100), 0.05, 1);
    expect(interval.high).toBeGreaterThan(0.03);
  });

  it('keeps its promise to whoever looks all the time, which tests for one look do not', () => {
    const random = new SeededRandom(20261125);
    const hits = () => (random.next() < 0.8 * 2 ** 32 ? 1 : 0);
    const alarms = { alwaysValid: 0, mcnemar: 0 };
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const first: number[] = [];
      const second: number[] = [];
      const seen = { alwaysValid: false, mcnemar: false };
      for (let look = 1; look <= 20; look++) {
        for (let i = 0; i < 100; i++) {
          first.push(hits());
          second.push(hits());
        }
        const { interval } = alwaysValidDifference(
          meanMetric(first),
          meanMetric(second),
          singleRows(first.length),
          0.05,
          1,
        );
        seen.alwaysValid ||= interval.low > 0 || interval.high < 0;
        seen.mcnemar ||= mcnemarTest(countPairs(first, second), 0.05).pValue < 0.05;
      }
      alarms.alwaysValid += Number(seen.alwaysValid);
      alarms.mcnemar += Number(seen.mcnemar);
    }
    expect(alarms.alwaysValid / runs).toBeLessThanOrEqual(0.05);
    expect(alarms.mcnemar / runs).toBeGreaterThan(0.12);
  });
});

describe('clustersNeeded', () => {
  it.each([0.05, 0.3, 1])(
    'is the first number that makes the interval narrow enough: %p',
    radius => {
      const needed = clustersNeeded(1, radius, 0.05);
      const radiusAt = (count: number) => {
        const unit = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 1 : -1));
        const zero = meanMetric(new Array(count).fill(0));
        const { deviation, interval, difference } = alwaysValidDifference(
          zero,
          meanMetric(unit),
          singleRows(count),
          0.05,
        );
        return (interval.high - difference) / deviation;
      };
      expect(radiusAt(needed)).toBeLessThanOrEqual(radius);
      // Two fewer, since these deviate by 1 exactly where there are even ones.
      expect(radiusAt(Math.max(needed - 2, 2))).toBeGreaterThan(radius);
    },
  );

  it('is more than one look would need', () => {
    const oneLook = (normalQuantile(0.975) / 0.1) ** 2;
    expect(clustersNeeded(1, 0.1, 0.05)).toBeGreaterThan(oneLook);
    expect(clustersNeeded(1, 0.1, 0.05)).toBeLessThan(4 * oneLook);
  });

  it('refuses a radius of nothing', () => {
    expect(() => clustersNeeded(1, 0, 0.05)).toThrow(RangeError);
  });
});

it('clustersOf puts rows with one key together', () => {
  const { count, of } = clustersOf(['a', 'b', 'a', 'c']);
  expect([count, [...Array.from(of)]]).toEqual([3, [0, 1, 0, 2]]);
});
