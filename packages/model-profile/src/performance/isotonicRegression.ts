/** What scores come to in truth: a rising line through points, level beyond the first and the last. */
export interface RisingLine {
  /** Ascending. */
  readonly x: readonly number[];
  /** Never falling. */
  readonly y: readonly number[];
}

/** A point, or the mean of several. */
export interface WeightedPoint {
  readonly x: number;
  readonly y: number;
  /** Above 0. */
  readonly weight: number;
}

/**
 * The never falling line with the least squared distance to points, by pooling adjacent violators: Barlow, Bartholomew,
 * Bremner & Brunk, "Statistical inference under order restrictions" (1972). With {@link heightAt} it equals
 * `sklearn.isotonic.IsotonicRegression(out_of_bounds='clip')`.
 *
 * @param points - at least one, of finite numbers, in any order
 * @throws RangeError when there are none
 */
export function isotonicRegression(points: readonly WeightedPoint[]): RisingLine {
  if (points.length === 0) throw new RangeError('A line needs a point');
  const pools: { y: number; weight: number; from: number; to: number }[] = [];
  for (const { x, y, weight } of meansOfEqual(points)) {
    let pool = { y, weight, from: x, to: x };
    for (
      let last = pools[pools.length - 1];
      last && last.y >= pool.y;
      last = pools[pools.length - 1]
    ) {
      pools.pop();
      const total = last.weight + pool.weight;
      pool = {
        y: (last.y * last.weight + pool.y * pool.weight) / total,
        weight: total,
        from: last.from,
        to: pool.to,
      };
    }
    pools.push(pool);
  }
  const corners = pools.flatMap(({ y, from, to }) =>
    from === to
      ? [{ x: from, y }]
      : [
          { x: from, y },
          { x: to, y },
        ],
  );
  return { x: corners.map(({ x }) => x), y: corners.map(({ y }) => y) };
}

/** The line's height: between its points straight, beyond them that of the nearest. */
export function heightAt({ x, y }: RisingLine, at: number): number {
  let low = 0;
  let high = x.length - 1;
  if (at <= x[low]) return y[low];
  if (at >= x[high]) return y[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  return y[low] + ((at - x[low]) / (x[high] - x[low])) * (y[high] - y[low]);
}

/** Ascending, points of one x being one. */
function meansOfEqual(points: readonly WeightedPoint[]): WeightedPoint[] {
  const means: WeightedPoint[] = [];
  for (const point of [...points].sort((a, b) => a.x - b.x)) {
    const last = means[means.length - 1];
    if (last?.x !== point.x) {
      means.push(point);
      continue;
    }
    const weight = last.weight + point.weight;
    means[means.length - 1] = {
      x: point.x,
      y: (last.y * last.weight + point.y * point.weight) / weight,
      weight,
    };
  }
  return means;
}
