import { NumericColumnProfile } from '../profile/Profile';
import { Piece, piecewiseColumn } from './piecewiseColumn';

/**
 * Wasserstein distance (earth mover's, W₁) of two numeric columns counted into the same bins, in standard deviations of the
 * reference: ∫ |F − G| dx / σ. By how many σ values have moved, on average. Missing values aren't compared.
 *
 * F and G are drawn from edge to edge as `piecewiseColumn` says, which for smooth columns is usually within a tenth of
 * `scipy.stats.wasserstein_distance` of the values themselves; where values moved only within bins it sees little of it.
 *
 * @param edges - of the column's schema, ascending
 * @returns a number of at least 0; null when a side has no finite value, or the reference no spread to measure by
 */
export function wassersteinDistance(
  edges: readonly number[],
  reference: NumericColumnProfile,
  window: NumericColumnProfile,
): number | null {
  const ofReference = piecewiseColumn(edges, reference);
  const ofWindow = piecewiseColumn(edges, window);
  const deviation = Math.sqrt(reference.moments.m2 / reference.moments.count);
  if (ofReference === null || ofWindow === null || !(deviation > 0)) return null;
  const distance = areaBetween(ofReference, ofWindow) / deviation;
  return Number.isFinite(distance) ? distance : null;
}

/** ∫ |F − G| dx of two distributions. */
function areaBetween(first: readonly Piece[], second: readonly Piece[]): number {
  const ends = [...first, ...second].flatMap(({ low, high }) => [low, high]);
  const knots = Float64Array.from(ends).sort();
  const f = distributionAlong(first);
  const g = distributionAlong(second);
  let area = 0;
  for (let i = 1; i < knots.length; i++) {
    const [low, high] = [knots[i - 1], knots[i]];
    if (low === high) continue;
    // No piece begins or ends in between, so that both functions are straight.
    const [fLow, fHigh] = f(low, high);
    const [gLow, gHigh] = g(low, high);
    area += (high - low) * meanDistance(fLow - gLow, fHigh - gHigh);
  }
  return area;
}

/**
 * The distribution function just above the beginning and just below the end of a span in which no piece begins or ends.
 * To be asked of spans in ascending order.
 */
function distributionAlong(
  pieces: readonly Piece[],
): (low: number, high: number) => [atLow: number, atHigh: number] {
  let next = 0;
  let passed = 0;
  return (low, high) => {
    while (next < pieces.length && pieces[next].high <= low) passed += pieces[next++].share;
    const piece = pieces[next];
    if (piece === undefined || piece.low >= high) return [passed, passed];
    const slope = piece.share / (piece.high - piece.low);
    return [passed + slope * (low - piece.low), passed + slope * (high - piece.low)];
  };
}

/** Mean absolute value of what goes straight from one value to another. */
function meanDistance(from: number, to: number): number {
  if (from * to >= 0) return Math.abs(from + to) / 2;
  return (from * from + to * to) / (2 * (Math.abs(from) + Math.abs(to)));
}
