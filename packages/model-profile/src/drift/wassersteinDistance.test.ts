import { largestError } from '../../fixtures/largestError';
import { readFixture } from '../../fixtures/readFixture';
import { NumericColumnProfile } from '../profile/Profile';
import { kolmogorovSmirnov } from './kolmogorovSmirnov';
import { wassersteinDistance } from './wassersteinDistance';

interface NumericCase {
  name: string;
  edges: number[];
  reference: NumericColumnProfile;
  window: NumericColumnProfile;
  /** Of distribution functions straight from edge to edge. */
  wasserstein: number | null;
  /** scipy's, of the values themselves. */
  ofValues: number | null;
  ks: number | null;
  ksOfValues: number | null;
}

const { numeric: cases } = readFixture<{ numeric: NumericCase[] }>('measures');

describe.each(cases)('$name', ({ edges, reference, window, ...expected }) => {
  it('equals the integral on a fine grid', () => {
    const distance = wassersteinDistance(edges, reference, window);
    expect(largestError(distance, expected.wasserstein)).toBeLessThan(1e-5);
  });

  it('has the Kolmogorov–Smirnov statistic that scipy has of the bins', () => {
    const ofBins = kolmogorovSmirnov(reference.counts.slice(0, -1), window.counts.slice(0, -1));
    expect(largestError(ofBins?.statistic ?? null, expected.ks)).toBeLessThan(1e-12);
    // No larger than that of the values.
    expect(ofBins?.statistic ?? 0).toBeLessThanOrEqual((expected.ksOfValues ?? 0) + 1e-12);
  });
});

it.each(['half a deviation', 'wider', 'skewed', 'apart'])(
  'is within a tenth of the distance of the values themselves: %s',
  name => {
    const { edges, reference, window, ofValues } = cases.find(each => each.name === name)!;
    const distance = wassersteinDistance(edges, reference, window)!;
    expect(Math.abs(distance - ofValues!)).toBeLessThan(0.1 * ofValues!);
  },
);

it('is the shift in standard deviations where everything moves alike', () => {
  const column = (low: number): NumericColumnProfile => ({
    kind: 'numeric',
    counts: [low === 0 ? 10 : 0, low === 0 ? 0 : 10, 0],
    below: 0,
    above: 0,
    moments: { count: 10, mean: low + 0.5, m2: 40, min: low, max: low + 1 },
  });
  expect(wassersteinDistance([2], column(0), column(5))).toBeCloseTo(5 / 2, 14);
});

it('is left out where the reference has no spread, and for far values finite', () => {
  const column = (edge: number): NumericColumnProfile => ({
    kind: 'numeric',
    counts: [edge < 0 ? 1 : 0, edge < 0 ? 0 : 1, 0],
    below: 0,
    above: 0,
    moments: { count: 1, mean: edge, m2: 1e-300, min: edge, max: edge },
  });
  expect(wassersteinDistance([0], column(-1e140), column(1e140))).toBe(2e290);
  const constant = { ...column(-1e140), moments: { ...column(-1e140).moments, m2: 0 } };
  expect(wassersteinDistance([0], constant, column(1e140))).toBeNull();
});
