import type { DriftPoint, QualityFinding } from '@mlops-backstage/plugin-mlops-common';
import { qualityProblems } from './qualityProblems';

const finding = (column: string, window: number): QualityFinding => ({
  column,
  check: 'missing',
  severity: 'warning',
  message: `${window * 100} % of ${column} are missing`,
  reference: 0,
  window,
});

const point = (day: string, ...quality: QualityFinding[]) =>
  ({ start: `2013-04-${day}T00:00:00Z`, version: 1, quality }) as DriftPoint;

const driftOf = (...points: DriftPoint[]) => ({
  interval: 'day' as const,
  threshold: 0.3,
  alpha: 0.01,
  reference: { kind: 'training' as const },
  points,
});

describe('qualityProblems', () => {
  it('are one for each fault, as it was found last, the newest first, then the worst', () => {
    const problems = qualityProblems(
      driftOf(
        point('01', finding('gone', 0.9)),
        point('02', finding('temp', 0.1)),
        point('03', finding('temp', 0.2), finding('humid', 0.5)),
      ),
    );
    expect(
      problems.map(({ last, intervals, of }) => [last.column, last.window, intervals, of]),
    ).toEqual([
      ['humid', 0.5, 1, 3],
      ['temp', 0.2, 2, 3],
      ['gone', 0.9, 1, 3],
    ]);
  });

  it('are none of sound data', () => {
    expect(qualityProblems(driftOf(point('01')))).toEqual([]);
  });
});
