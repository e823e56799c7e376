import { buildReferenceProfile } from '../profile/buildReferenceProfile';
import { Profiler } from '../profile/Profiler';
import { ColumnDrift } from './DriftReport';
import { DriftBounds, measureColumn } from './measureColumn';

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
    drifted: false,
    missingRate: { reference: 0, window: null },
    outOfRangeRate: { reference: 0, window: null },
    mean: { reference: 99.5, window: null },
  });
});

it('gives a categorical column no mean', () => {
  const categorical = buildReferenceProfile([
    { name: 'c', role: 'feature', kind: 'categorical', values: ['a', 'b'] },
  ]);
  const [column] = categorical.columns;
  const bounds = { threshold: 0.3, significance: 0.01 };
  expect(measureColumn(categorical.schema.columns[0], column, column, bounds)).not.toHaveProperty(
    'mean',
  );
});
