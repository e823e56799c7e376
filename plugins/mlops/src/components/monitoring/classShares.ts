import type { TrafficPoint } from '@mlops-backstage/plugin-mlops-common';

export interface ClassShares {
  /** The classes, the most frequent first. */
  names: string[];
  /** The shares of the rows of each interval, over all versions; `version` is 0: none in particular. */
  points: Array<{ start: string; version: 0; shares: Record<string, number> }>;
}

/** More classes than this can't be told apart in one chart. */
const MOST_CLASSES = 8;

/** How the predicted classes share the rows of each interval, for the most frequent classes. */
export function classShares(points: readonly TrafficPoint[]): ClassShares {
  const totals = new Map<string, number>();
  const byStart = new Map<string, Map<string, number>>();
  for (const { start, prediction } of points) {
    const counts = byStart.get(start) ?? new Map<string, number>();
    byStart.set(start, counts);
    for (const { name, rows } of prediction?.classes ?? []) {
      counts.set(name, (counts.get(name) ?? 0) + rows);
      totals.set(name, (totals.get(name) ?? 0) + rows);
    }
  }
  const names = [...totals.keys()]
    .sort((a, b) => totals.get(b)! - totals.get(a)!)
    .slice(0, MOST_CLASSES);
  return {
    names,
    points: [...byStart].map(([start, counts]) => {
      const all = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
      const share = (name: string) => (all === 0 ? 0 : (counts.get(name) ?? 0) / all);
      return { start, version: 0, shares: Object.fromEntries(names.map(n => [n, share(n)])) };
    }),
  };
}
