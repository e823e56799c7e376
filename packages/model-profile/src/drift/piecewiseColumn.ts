import { NumericColumnProfile } from '../profile/Profile';

/** Values spread evenly from low to high, or all in one place where these are equal. */
export interface Piece {
  readonly low: number;
  readonly high: number;
  /** Share of the column's values. */
  readonly share: number;
}

/** Pieces of equal share that an open outer bin is cut into. */
const TAIL_PIECES = 16;

/** How far crowding is looked for: a tail whose half lies within 2⁻³² of its length, at most. */
const MOST_CROWDED = 32;

const HALVINGS = 40;

/**
 * A numeric column's distribution as its bins and moments tell it, missing values left out.
 *
 * Within a bin between two edges, values count as spread evenly. The two outer bins are open: they end at the column's own
 * smallest and largest finite value, and their values crowd towards the edge like u^k, u being even in [0, 1], with the one
 * k ≥ 1 for both bins that gives the column its standard deviation (evenly where none does). Infinite values count as
 * others of the outer bins.
 *
 * @param edges - of the column's schema, ascending
 * @returns pieces in ascending order; null when there is no finite value
 */
export function piecewiseColumn(
  edges: readonly number[],
  column: NumericColumnProfile,
): Piece[] | null {
  const { mean, m2, count } = column.moments;
  const span = spanOf(edges, column);
  if (span === null) return null;
  const variance = m2 / count;
  let [even, crowded] = [1, MOST_CROWDED];
  const tooWide = (crowding: number) =>
    varianceAround(mean, cut(edges, column.counts, span, crowding)) > variance;
  if (!tooWide(even)) return cut(edges, column.counts, span, even);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (even + crowded) / 2;
    if (tooWide(middle)) even = middle;
    else crowded = middle;
  }
  return cut(edges, column.counts, span, crowded);
}

type Span = readonly [low: number, high: number];

/** The finite values' ends; where only infinite ones lie beyond an outer edge, this edge. */
function spanOf(edges: readonly number[], { counts, moments }: NumericColumnProfile): Span | null {
  const { min, max } = moments;
  if (min === null || max === null) return null;
  if (edges.length === 0) return [min, max];
  const last = edges.length;
  return [
    counts[0] > 0 ? Math.min(min, edges[0]) : min,
    counts[last] > 0 ? Math.max(max, edges[last - 1]) : max,
  ];
}

function cut(
  edges: readonly number[],
  counts: readonly number[],
  [min, max]: Span,
  crowding: number,
): Piece[] {
  const bins = counts.slice(0, -1);
  const present = bins.reduce((sum, count) => sum + count, 0);
  return bins.flatMap((count, bin) => {
    if (count === 0) return [];
    const low = Math.max(edges[bin - 1] ?? -Infinity, min);
    // Values beyond MOMENT_LIMIT may be in a bin beyond the ends.
    const high = Math.max(Math.min(edges[bin] ?? Infinity, max), low);
    const share = count / present;
    if (edges.length === 0) return [{ low, high, share }];
    if (bin === 0) return tail(high, low, share, crowding).reverse();
    if (bin === edges.length) return tail(low, high, share, crowding);
    return [{ low, high, share }];
  });
}

/** The pieces of an outer bin, from its edge to its end. */
function tail(edge: number, end: number, share: number, crowding: number): Piece[] {
  const at = (i: number) => edge + (end - edge) * (i / TAIL_PIECES) ** crowding;
  return Array.from({ length: TAIL_PIECES }, (_, i) => ({
    low: Math.min(at(i), at(i + 1)),
    high: Math.max(at(i), at(i + 1)),
    share: share / TAIL_PIECES,
  }));
}

function varianceAround(mean: number, pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { low, high, share }) => {
    const [a, b] = [low - mean, high - mean];
    return sum + (share * (a * a + a * b + b * b)) / 3;
  }, 0);
}
