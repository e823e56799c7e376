/**
 * Rows that belong together, such as those of one request: they needn't be independent of each other, so that they are
 * drawn together and their influences count as one.
 */
export interface Clusters {
  /** How many there are. */
  readonly count: number;
  /** The cluster of each row, from 0 to `count` − 1. */
  readonly of: ArrayLike<number>;
}

/** Each row by itself. */
export function singleRows(rows: number): Clusters {
  return { count: rows, of: Uint32Array.from({ length: rows }, (_, row) => row) };
}

/**
 * @param keys - what rows that belong together have in common, one a row
 */
export function clustersOf(keys: readonly string[]): Clusters {
  const places = new Map<string, number>();
  const of = Uint32Array.from(keys, key => {
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place;
  });
  return { count: places.size, of };
}

/**
 * Influences of clusters, scaled so that their mean square over the number of clusters estimates the variance.
 *
 * @param influences - of each row, with mean 0
 */
export function influencesOfClusters(influences: Float64Array, { count, of }: Clusters) {
  const sums = new Float64Array(count);
  const scale = count / influences.length;
  influences.forEach((influence, row) => {
    sums[of[row]] += influence * scale;
  });
  return sums;
}
