import type { DriftPoint } from '@mlops-backstage/plugin-mlops-common';
import { examineDrift, examinePerformance } from './examine';

const ALPHA = 0.01;

const drifting = (
  start: number,
  version: number,
  rows: number,
  columns: Array<[name: string, psi: number | null, p: number | null]>,
) => ({
  start,
  end: start + 1,
  version,
  drift: {
    rows,
    columns: columns.map(([name, psiCorrected, pValue]) => ({ name, psiCorrected, pValue })),
  } as unknown as DriftPoint,
});

describe('examineDrift', () => {
  const trigger = { kind: 'drift' as const, rows: 100 };

  it('asks for size and significance, shared by the columns', () => {
    const seen = examineDrift(
      trigger,
      [
        drifting(0, 1, 50, [
          ['temp', 0.31, 0.004],
          ['humid', 0.1, 0.001],
        ]),
        drifting(1, 1, 50, [
          ['temp', 0.31, 0.006],
          ['humid', 0.1, 0.001],
        ]),
        drifting(2, 1, 50, [
          ['temp', 0.3, 0.001],
          ['humid', null, null],
        ]),
      ],
      ALPHA,
    );
    expect(seen.map(({ isBeyond, amount, columns }) => ({ isBeyond, amount, columns }))).toEqual([
      { isBeyond: true, amount: 50, columns: ['temp'] },
      { isBeyond: false, amount: 0, columns: [] },
      { isBeyond: false, amount: 0, columns: [] },
    ]);
    expect(seen.map(({ value }) => value)).toEqual([0.31, 0.31, 0.3]);
  });

  it('counts the rows of the versions whose traffic drifted, and the columns that are watched', () => {
    const traffic = [
      drifting(0, 1, 50, [['temp', 0.5, 0]]),
      drifting(0, 2, 30, [['temp', 0.1, 0.5]]),
      { start: 1, end: 2, version: 1 },
    ];
    expect(examineDrift(trigger, traffic, ALPHA)).toEqual([
      { start: 0, end: 1, isBeyond: true, amount: 50, rows: 80, value: 0.5, columns: ['temp'] },
      { start: 1, end: 2, isBeyond: false, amount: 0, rows: 0, value: null, columns: [] },
    ]);
    const [other] = examineDrift({ ...trigger, columns: ['humid'] }, traffic, ALPHA);
    expect(other).toMatchObject({ isBeyond: false, value: null });
  });

  it('takes the threshold that is asked for', () => {
    const traffic = [drifting(0, 1, 50, [['temp', 0.2, 0]])];
    expect(examineDrift({ ...trigger, threshold: 0.1 }, traffic, ALPHA)[0].isBeyond).toBe(true);
  });
});

describe('examinePerformance', () => {
  const measured = (start: number, low: number | null, high: number | null) => ({
    start,
    end: start + 1,
    labelled: 10,
    value: low === null || high === null ? null : (low + high) / 2,
    low,
    high,
  });

  it('is beyond where the whole band is, and leaves out what has none', () => {
    const points = [measured(0, 0.5, 0.58), measured(1, 0.5, 0.62), measured(2, null, null)];
    const seen = examinePerformance({ kind: 'performance', metric: 'auc', below: 0.6 }, points);
    expect(seen.map(({ start, isBeyond }) => [start, isBeyond])).toEqual([
      [0, true],
      [1, false],
    ]);
    const above = examinePerformance({ kind: 'performance', metric: 'rmse', above: 0.4 }, points);
    expect(above.map(({ isBeyond }) => isBeyond)).toEqual([true, true]);
  });
});
