import { Moments } from '../profile/Moments';
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

/** How far crowding is looked for; beyond it the pieces couldn't show it. */
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
  const span = spanOf(edges, column);
  if (span === null) return null;
  const bins = occupiedBins(edges, column.counts, span);
  const crowding = crowdingOf(bins, column.moments);
  return bins.flatMap(bin => (bin.isOpen ? cutTail(bin, crowding) : [pieceOf(bin)]));
}

/** An occupied bin. */
interface Bin {
  readonly share: number;
  /** Of an open bin the edge, of another one the lower end. */
  readonly from: number;
  readonly to: number;
  readonly isOpen: boolean;
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

function occupiedBins(
  edges: readonly number[],
  counts: readonly number[],
  [min, max]: Span,
): Bin[] {
  const bins = counts.slice(0, -1);
  const present = bins.reduce((sum, count) => sum + count, 0);
  return bins.flatMap((count, bin) => {
    if (count === 0) return [];
    const low = Math.max(edges[bin - 1] ?? -Infinity, min);
    // Values beyond MOMENT_LIMIT may be in a bin beyond the ends.
    const high = Math.max(Math.min(edges[bin] ?? Infinity, max), low);
    const isFirst = bin === 0 && edges.length > 0;
    return {
      share: count / present,
      from: isFirst ? high : low,
      to: isFirst ? low : high,
      isOpen: edges.length > 0 && (bin === 0 || bin === edges.length),
    };
  });
}

/** The k of the open bins, from 1 for even to MOST_CROWDED. */
function crowdingOf(bins: readonly Bin[], { mean, m2, count }: Moments): number {
  let variance = m2 / count;
  for (const bin of bins) if (!bin.isOpen) variance -= squaredDistance(bin, mean, 1);
  const tails = bins.filter(({ isOpen }) => isOpen);
  const tooWide = (crowding: number) =>
    tails.reduce((sum, tail) => sum + squaredDistance(tail, mean, crowding), 0) > variance;
  let [even, crowded] = [1, MOST_CROWDED];
  if (!tooWide(even)) return even;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (even + crowded) / 2;
    if (tooWide(middle)) even = middle;
    else crowded = middle;
  }
  return crowded;
}

/** What a bin adds to the mean squared distance from a place: of from + (to − from) u^k, u being even in [0, 1]. */
function squaredDistance({ share, from, to }: Bin, place: number, crowding: number): number {
  const [near, length] = [from - place, to - from];
  return (
    share *
    (near * near + (2 * near * length) / (crowding + 1) + (length * length) / (2 * crowding + 1))
  );
}

function cutTail({ share, from, to }: Bin, crowding: number): Piece[] {
  const at = (i: number) => from + (to - from) * (i / TAIL_PIECES) ** crowding;
  const pieces = Array.from({ length: TAIL_PIECES }, (_, i) =>
    pieceOf({ from: at(i), to: at(i + 1), share: share / TAIL_PIECES }),
  );
  return to < from ? pieces.reverse() : pieces;
}

function pieceOf({ share, from, to }: Pick<Bin, 'share' | 'from' | 'to'>): Piece {
  return { share, low: Math.min(from, to), high: Math.max(from, to) };
}
