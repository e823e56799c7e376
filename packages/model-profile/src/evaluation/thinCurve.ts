import { thinPolyline } from './thinPolyline';

/**
 * Reduces a curve to at most `max` points: the first and the last one and those without which it would
 * change most, by the area of the triangle that a point spans with its neighbours (Visvalingam & Whyatt
 * 1993). O(n log n) time. A curve that is short enough is returned as it is.
 *
 * @param points - in the order in which they are joined
 * @param max - most points to keep, a whole number of at least 2
 * @param place - where a point is drawn, for instance `({ fpr, tpr }) => [fpr, tpr]`. The choice of
 *   points doesn't depend on the scale of either axis.
 * @throws RangeError when max is no such number
 */
export function thinCurve<Point>(
  points: readonly Point[],
  max: number,
  place: (point: Point) => readonly [x: number, y: number],
): Point[] {
  checkMaxPoints(max);
  const x = new Float64Array(points.length);
  const y = new Float64Array(points.length);
  points.forEach((point, i) => {
    [x[i], y[i]] = place(point);
  });
  return Array.from(thinPolyline(x, y, max), i => points[i]);
}

/** @throws RangeError when a curve can't be thinned to so many points */
export function checkMaxPoints(max: number): void {
  if (!Number.isInteger(max) || max < 2) {
    throw new RangeError(`A curve must keep a whole number of at least 2 points, got ${max}`);
  }
}
