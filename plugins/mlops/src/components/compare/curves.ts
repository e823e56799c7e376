/** A point of a curve, both coordinates in [0, 1]. */
export interface CurvePoint {
  x: number;
  y: number;
}

/** A row of an overlaid chart: each curve's height at one place, null where the curve doesn't reach. */
export interface CurveRow {
  x: number;
  [series: string]: number | null;
}

/**
 * The height of a curve at `x`: on the line between the neighbouring points, the highest where the curve is vertical.
 * `points` are sorted by `x`. Undefined outside of them.
 */
export function heightAt(points: readonly CurvePoint[], x: number): number | undefined {
  const here = points.filter(point => point.x === x);
  if (here.length) {
    return Math.max(...here.map(({ y }) => y));
  }
  const after = points.findIndex(point => point.x > x);
  if (after <= 0) {
    return undefined;
  }
  const [left, right] = [points[after - 1], points[after]];
  return left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
}

/** Several curves read at the same `steps` + 1 places from 0 to 1, so that they can be compared place by place. */
export function overlay(
  curves: readonly { key: string; points: readonly CurvePoint[] }[],
  steps: number,
): CurveRow[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const row: CurveRow = { x: step / steps };
    for (const { key, points } of curves) {
      row[key] = heightAt(points, row.x) ?? null;
    }
    return row;
  });
}
