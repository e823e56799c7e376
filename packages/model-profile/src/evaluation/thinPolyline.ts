import { AreaHeap } from './AreaHeap';

/**
 * The points of a polyline to keep so that its shape changes least: again and again the inner point
 * goes that spans the smallest triangle with its two neighbours of the moment.
 *
 * Visvalingam & Whyatt, "Line generalisation by repeated elimination of points" (The Cartographic
 * Journal, 1993). O(n log n) time.
 *
 * @param x - coordinates, one a point
 * @param y - coordinates, one a point
 * @param max - how many points to keep, at least 2; may be infinite
 * @returns the indices kept, ascending, the first and the last point's among them
 */
export function thinPolyline(x: Float64Array, y: Float64Array, max: number): Uint32Array {
  const { length } = x;
  const before = new Int32Array(length);
  const after = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    before[i] = i - 1;
    after[i] = i + 1;
  }
  const last = length - 1;
  const area = (i: number): number => {
    // The ends span no triangle and stay.
    if (i === 0 || i === last) return Infinity;
    const a = before[i];
    const b = after[i];
    const twice = Math.abs((x[i] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[i] - y[a]));
    // What overflows is large, yet must go before the ends do.
    return twice < Number.MAX_VALUE ? twice : Number.MAX_VALUE;
  };

  let left = length;
  if (left > max) {
    const heap = new AreaHeap(length, area);
    for (; left > max; left--) {
      const i = heap.pop();
      after[before[i]] = after[i];
      before[after[i]] = before[i];
      heap.update(before[i], area(before[i]));
      heap.update(after[i], area(after[i]));
    }
  }

  const kept = new Uint32Array(left);
  for (let i = 0, at = 0; i < length; i = after[i]) kept[at++] = i;
  return kept;
}
