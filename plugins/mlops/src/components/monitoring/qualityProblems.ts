import type { Drift, QualityFinding } from '@mlops-backstage/plugin-mlops-common';

/** A fault of a column's data, over the intervals that it was found in. */
export interface QualityProblem {
  /** As it was found last. */
  last: QualityFinding;
  /** The start of the last interval and the version that was asked then. */
  start: string;
  version: number;
  /** How many intervals it was found in, of how many. */
  intervals: number;
  of: number;
}

/** One entry for each fault, the newest first, then the worst. */
export function qualityProblems(drift: Drift): QualityProblem[] {
  const problems = new Map<string, QualityProblem>();
  for (const { start, version, quality } of drift.points) {
    for (const last of quality) {
      const key = `${last.check} ${last.column}`;
      const intervals = (problems.get(key)?.intervals ?? 0) + 1;
      problems.set(key, { last, start, version, intervals, of: drift.points.length });
    }
  }
  return [...problems.values()].sort(
    (a, b) => Date.parse(b.start) - Date.parse(a.start) || rise(b) - rise(a),
  );
}

function rise({ last }: QualityProblem): number {
  return (last.window ?? 0) - (last.reference ?? 0);
}
