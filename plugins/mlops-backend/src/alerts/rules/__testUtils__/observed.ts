import type { ColumnDrift } from '@mlops-backstage/plugin-mlops-common';
import type { ObservedVersion } from '../Judgement';

const DAY_MS = 24 * 3_600_000;
/** The day that is counted from: 1 June 2013. */
export const FIRST_DAY = Date.UTC(2013, 5, 1);

/** The start of a day, counted from 0. */
export const dayStart = (day: number): number => FIRST_DAY + day * DAY_MS;

/** A numeric feature that hasn't drifted. */
export function aColumn(more: Partial<ColumnDrift> = {}): ColumnDrift {
  return {
    name: 'temp',
    kind: 'numeric',
    role: 'feature',
    n: 5_000,
    m: 1_000,
    psi: 0.01,
    psiCorrected: 0,
    pValue: 0.5,
    jensenShannon: 0.01,
    drifted: false,
    missingRate: { reference: 0, window: 0 },
    outOfRangeRate: { reference: 0, window: 0 },
    bins: [],
    ...more,
  } as ColumnDrift;
}

export const drifted = (name: string, psi: number): ColumnDrift =>
  aColumn({ name, psi, psiCorrected: psi, pValue: 1e-9, drifted: true });

/** What a version answered on a day: a thousand requests of one row in which nothing is wrong, but for what is given. */
export function observedDay(
  day: number,
  {
    version = 1,
    requests = 1_000,
    errors = 0,
    failures = errors,
    p99 = 20,
    columns = [aColumn()],
  }: {
    version?: number;
    requests?: number;
    errors?: number;
    /** Of the errors; all of them unless given. */
    failures?: number;
    p99?: number;
    columns?: ColumnDrift[];
  } = {},
): ObservedVersion {
  const start = dayStart(day);
  const at = { start: new Date(start).toISOString(), version };
  return {
    start,
    end: start + DAY_MS,
    version,
    traffic: {
      ...at,
      requests,
      rows: requests - errors,
      errors,
      failures,
      latencyMs: { p50: p99 / 4, p90: p99 / 2, p99 },
      prediction: null,
    } as ObservedVersion['traffic'],
    drift: {
      ...at,
      rows: requests - errors,
      averageDrift: columns.reduce((sum, { psi }) => sum + psi!, 0) / columns.length,
      driftedColumns: columns.filter(column => column.drifted).map(({ name }) => name),
      columns,
    } as ObservedVersion['drift'],
  };
}
