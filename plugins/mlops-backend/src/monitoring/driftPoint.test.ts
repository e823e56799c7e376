import { buildReferenceProfile, measureDrift, Profiler } from '@mlops-backstage/model-profile';
import { driftPoint } from './driftPoint';

const reference = buildReferenceProfile([
  {
    name: 'x',
    role: 'feature',
    kind: 'numeric',
    values: Float64Array.from({ length: 1000 }, (_, i) => i),
  },
  {
    name: 'carrier',
    role: 'feature',
    kind: 'categorical',
    values: Array.from({ length: 1000 }, (_, i) => (i % 2 ? 'UA' : 'DL')),
  },
]);
const options = { threshold: 0.3, alpha: 0.01 };

function pointOf(xs: number[], carriers: Array<string | null>) {
  const profiler = new Profiler(reference.schema);
  profiler.observeNumeric(0, xs, xs.length);
  profiler.observeCategorical(1, carriers, carriers.length);
  profiler.addRows(xs.length);
  const profile = profiler.take();
  const start = Date.UTC(2013, 3, 1);
  return {
    point: driftPoint({ start, version: 2, profile }, reference, options),
    report: measureDrift(reference, profile, options),
  };
}

/** The labels of the bins of a numeric column. */
function labelsOf(values: number[]) {
  const profile = buildReferenceProfile([{ name: 'x', role: 'feature', kind: 'numeric', values }]);
  const point = driftPoint({ start: 0, version: 1, profile }, profile, options);
  return point.columns[0].bins!.map(bin => bin.label);
}

describe('driftPoint', () => {
  it('is what was measured, in the words of the contract', () => {
    const { point, report } = pointOf(
      Array.from({ length: 500 }, (_, i) => 900 + i / 10),
      Array.from({ length: 500 }, (_, i) => (i % 2 ? 'UA' : 'DL')),
    );
    expect(point).toMatchObject({
      start: '2013-04-01T00:00:00.000Z',
      version: 2,
      rows: 500,
      averageDrift: report.averageDrift,
      driftedColumns: ['x'],
    });
    const [x, carrier] = point.columns;
    const { psi, psiCorrected, pValue, jensenShannon } = report.columns[0];
    expect(x).toMatchObject({ n: 1000, m: 500, psi, psiCorrected, pValue, jensenShannon });
    expect([x.drifted, carrier.drifted]).toEqual([true, false]);
  });

  it('puts the counts of both sides beside what a bin holds', () => {
    const { point } = pointOf([50, 950, NaN], ['UA', 'XX', null]);
    const [x, carrier] = point.columns;
    expect(x.bins!.map(bin => bin.label)).toEqual([
      '≤ 99.9',
      '99.9 – 199.8',
      '199.8 – 299.7',
      '299.7 – 399.6',
      '399.6 – 499.5',
      '499.5 – 599.4',
      '599.4 – 699.3',
      '699.3 – 799.2',
      '799.2 – 899.1',
      '> 899.1',
      'missing',
    ]);
    expect(x.bins![0]).toEqual({ label: '≤ 99.9', reference: 100, window: 1 });
    expect(x.bins!.at(-1)).toEqual({ label: 'missing', reference: 0, window: 1 });
    expect(carrier.bins).toEqual([
      { label: 'DL', reference: 500, window: 0 },
      { label: 'UA', reference: 500, window: 1 },
      { label: 'other', reference: 0, window: 1 },
      { label: 'missing', reference: 0, window: 1 },
    ]);
    expect(carrier.missingRate).toEqual({ reference: 0, window: 1 / 3 });
  });

  it('writes edges in as many digits as tell them apart', () => {
    const labels = labelsOf(Array.from({ length: 101 }, (_, i) => 20_130_000 + i));
    expect(labels.slice(0, 2)).toEqual(['≤ 20130010', '20130010 – 20130020']);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('has one bin for a column without any value to cut at', () => {
    expect(labelsOf([NaN, NaN])).toEqual(['any value', 'missing']);
  });

  it('has nothing to compare where the window has no values', () => {
    const { point } = pointOf([], []);
    expect(point).toMatchObject({ rows: 0, averageDrift: null, driftedColumns: [] });
    expect(point.columns[0]).toMatchObject({ psi: null, pValue: null, drifted: false });
  });
});
