import { readFixture } from '../../fixtures/readFixture';
import { SchemaMismatchError } from '../errors';
import { buildReferenceProfile, ReferenceColumn } from '../profile/buildReferenceProfile';
import { CategoryValue } from '../profile/categoryLabel';
import { emptyProfile } from '../profile/emptyProfile';
import { Profile } from '../profile/Profile';
import { Profiler } from '../profile/Profiler';
import { ColumnRole } from '../schema/ProfileSchema';
import { measureDrift } from './measureDrift';

interface ReportCase {
  columns: {
    name: string;
    kind: 'numeric' | 'categorical';
    role: ColumnRole;
    reference: CategoryValue[];
    window: CategoryValue[];
    expected: {
      n: number;
      m: number;
      psi: number;
      psiCorrected: number;
      pValue: number;
      jensenShannon: number;
      drifted: boolean;
      missingRate: [number, number];
      outOfRangeRate: [number, number];
      mean: [number | null, number | null] | null;
    };
  }[];
  averageDrift: number;
  driftedColumns: string[];
}

/** Nine digits, so that sums taken in another order compare equal. */
function rounded(figures: (number | null | undefined)[]): (string | null | undefined)[] {
  return figures.map(figure => figure?.toPrecision(9) ?? (figure as null | undefined));
}

describe('against numpy and scipy, from raw rows', () => {
  const fixture = readFixture<ReportCase>('report');
  const reference = buildReferenceProfile(
    fixture.columns.map(({ name, role, kind, reference: values }) => ({
      name,
      role,
      kind,
      values,
    })),
  );
  const profiler = new Profiler(reference.schema);
  fixture.columns.forEach(({ kind, window }, i) => {
    if (kind === 'numeric') profiler.observeNumeric(i, window as number[], window.length);
    else profiler.observeCategorical(i, window, window.length);
  });
  profiler.addRows(fixture.columns[0].window.length);
  const report = measureDrift(reference, profiler.take());

  it.each(fixture.columns.map((column, i) => ({ ...column, i })))('$name', ({ expected, i }) => {
    const column = report.columns[i];
    expect(column).toMatchObject({
      measured: true,
      n: expected.n,
      m: expected.m,
      drifted: expected.drifted,
    });
    for (const key of ['psi', 'psiCorrected', 'pValue', 'jensenShannon'] as const) {
      expect(Math.abs(column[key]! - expected[key])).toBeLessThan(1e-9);
    }
    expect(Math.abs(column.pValue! - expected.pValue)).toBeLessThanOrEqual(1e-9 * expected.pValue);
    const { missingRate, outOfRangeRate, mean } = column;
    expect([missingRate.reference, missingRate.window]).toEqual(expected.missingRate);
    expect([outOfRangeRate.reference, outOfRangeRate.window]).toEqual(expected.outOfRangeRate);
    expect(rounded([mean?.reference, mean?.window])).toEqual(
      rounded(expected.mean ?? [undefined, undefined]),
    );
  });

  it('the report as a whole', () => {
    expect(report).toMatchObject({
      convention: 'v1',
      referenceRows: 600,
      windowRows: 150,
      threshold: 0.3,
      alpha: 0.005,
      driftedColumns: fixture.driftedColumns,
    });
    expect(report.averageDrift).toBeCloseTo(fixture.averageDrift, 10);
    expect(fixture.driftedColumns).toContain('shifted');
  });

  it('a drifted prediction is reported, but is no drifted column', () => {
    expect(report.columns.find(({ name }) => name === 'score')?.drifted).toBe(true);
    expect(report.driftedColumns).not.toContain('score');
  });
});

const tens = Array.from({ length: 100 }, (_, i) => i % 10);

function profileOf(columns: Partial<ReferenceColumn>[]): Profile {
  return buildReferenceProfile(
    columns.map((column, i) => ({
      name: `x${i}`,
      role: 'feature',
      kind: 'numeric',
      values: tens,
      ...column,
    })),
  );
}

it('shares alpha among the features, and the features only', () => {
  const windowOf = (reference: Profile): Profile => {
    const profiler = new Profiler(reference.schema);
    reference.columns.forEach((_, i) => profiler.observeNumeric(i, Array(20).fill(0), 20));
    return profiler.take();
  };
  const reference = profileOf([{}]);
  const alpha = measureDrift(reference, windowOf(reference)).columns[0].pValue! * 1.5;

  const alone = profileOf([{}, { role: 'prediction' }]);
  expect(measureDrift(alone, windowOf(alone), { alpha }).driftedColumns).toEqual(['x0']);
  const paired = profileOf([{}, {}]);
  expect(measureDrift(paired, windowOf(paired), { alpha }).driftedColumns).toEqual([]);
});

it('calls a small change of many rows drift only where significance decides', () => {
  const reference = profileOf([{ values: Array.from({ length: 5_000 }, (_, i) => i % 100) }]);
  const profiler = new Profiler(reference.schema);
  const window = Float64Array.from({ length: 5_000 }, (_, i) => (i % 100) + (i % 2) * 10);
  profiler.observeNumeric(0, window, window.length);
  profiler.addRows(window.length);
  const counted = profiler.take();
  expect(measureDrift(reference, counted)).toMatchObject({
    decision: 'effect',
    driftedColumns: [],
  });
  expect(measureDrift(reference, counted, { decision: 'significance' })).toMatchObject({
    decision: 'significance',
    driftedColumns: ['x0'],
  });
});

it('has no average for an empty window or without features', () => {
  const reference = profileOf([{}]);
  const report = measureDrift(reference, emptyProfile(reference.schema));
  expect(report).toMatchObject({ windowRows: 0, averageDrift: null, driftedColumns: [] });
  const predictions = profileOf([{ role: 'prediction' }]);
  expect(measureDrift(predictions, predictions).averageDrift).toBeNull();
});

it('finds no drift between a profile and itself', () => {
  const reference = profileOf([{}, { kind: 'categorical' }]);
  expect(measureDrift(reference, reference)).toMatchObject({ averageDrift: 0, driftedColumns: [] });
});

it('refuses a window of another schema', () => {
  expect(() => measureDrift(profileOf([{}]), profileOf([{ name: 'y' }]))).toThrow(
    SchemaMismatchError,
  );
});

it.each([{ threshold: -0.1 }, { threshold: NaN }, { alpha: 0 }, { alpha: 1.1 }, { alpha: NaN }])(
  'refuses %p',
  options => {
    const reference = profileOf([{}]);
    expect(() => measureDrift(reference, reference, options)).toThrow(RangeError);
  },
);
