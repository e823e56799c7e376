import { buildReferenceProfile } from '../profile/buildReferenceProfile';
import { Profiler } from '../profile/Profiler';
import { ColumnDrift } from './DriftReport';
import { DriftBounds } from './hasDrifted';
import { measureColumn } from './measureColumn';

const reference = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: Array.from({ length: 200 }, (_, i) => i) },
]);

function drift(window: (number | null)[], bounds: Partial<DriftBounds> = {}): ColumnDrift {
  const profiler = new Profiler(reference.schema);
  profiler.observeNumeric(0, window, window.length);
  return measureColumn(
    reference.schema.columns[0],
    reference.columns[0],
    profiler.take().columns[0],
    {
      threshold: 0.3,
      significance: 0.01,
      ...bounds,
    },
  );
}

const shifted = Array.from({ length: 100 }, (_, i) => i);

it('calls a large and unlikely change drift', () => {
  expect(drift(shifted)).toMatchObject({ measured: true, drifted: true, n: 200, m: 100 });
});

it('asks for an effect as well as for significance', () => {
  expect(drift(shifted, { threshold: 100 }).drifted).toBe(false);
  expect(drift(shifted, { significance: 0 }).drifted).toBe(false);
});

it('does not call a handful of rows drift, whatever their PSI', () => {
  const column = drift([3, 4, 5]);
  expect(column.psi).toBeGreaterThan(0.3);
  expect(column.drifted).toBe(false);
});

it('compares rates and means', () => {
  expect(drift([-5, 100, 301, null])).toMatchObject({
    missingRate: { reference: 0, window: 0.25 },
    outOfRangeRate: { reference: 0, window: 0.5 },
    mean: { reference: 99.5, window: 132 },
  });
});

it('measures nothing without values in the window', () => {
  expect(drift([])).toEqual({
    name: 'x',
    kind: 'numeric',
    role: 'feature',
    n: 200,
    m: 0,
    measured: false,
    psi: null,
    psiCorrected: null,
    pValue: null,
    jensenShannon: null,
    hellinger: null,
    totalVariation: null,
    lInfinity: null,
    chiSquare: null,
    kolmogorovSmirnov: null,
    wasserstein: null,
    defaultMeasure: null,
    drifted: false,
    missingRate: { reference: 0, window: null },
    outOfRangeRate: { reference: 0, window: null },
    mean: { reference: 99.5, window: null },
  });
});

it('carries the other measures of a numeric column, without missing values where order counts', () => {
  const half = drift([...shifted, null, null]);
  expect(half).toMatchObject({
    chiSquare: { degreesOfFreedom: 10 },
    defaultMeasure: 'kolmogorovSmirnov',
  });
  // Values 0 to 99 against 0 to 199: half of the reference lies above them, 50 apart on average.
  expect(half.kolmogorovSmirnov!.statistic).toBeCloseTo(0.5, 2);
  expect(half.wasserstein).toBeCloseTo(50 / Math.sqrt((200 ** 2 - 1) / 12), 2);
  expect(drift(shifted).totalVariation).toBeCloseTo(0.5, 12);
  expect(drift(shifted).lInfinity).toBeCloseTo(0.1, 12);
  expect(drift(shifted).hellinger).toBeCloseTo(Math.sqrt(1 - Math.sqrt(0.5)), 12);
});

it('measures missing values alone by the bins only', () => {
  expect(drift([null, null, null])).toMatchObject({
    measured: true,
    totalVariation: 1,
    kolmogorovSmirnov: null,
    wasserstein: null,
  });
});

it('gives a categorical column no mean, nor measures of order', () => {
  const categorical = buildReferenceProfile([
    { name: 'c', role: 'feature', kind: 'categorical', values: ['a', 'b'] },
  ]);
  const [column] = categorical.columns;
  const bounds = { threshold: 0.3, significance: 0.01 };
  const unchanged = measureColumn(categorical.schema.columns[0], column, column, bounds);
  expect(unchanged).not.toHaveProperty('mean');
  expect(unchanged).toMatchObject({ kolmogorovSmirnov: null, wasserstein: null, hellinger: 0 });
});
