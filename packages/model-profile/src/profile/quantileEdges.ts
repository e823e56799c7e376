import { linearQuantile } from './linearQuantile';

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The edges that cut reference values into ten bins of equal share: their deciles, each listed once,
 * ascending. Equal deciles (ties) make fewer bins; no values make none.
 *
 * Equals `numpy.unique(numpy.quantile(values, [0.1, …, 0.9], method="linear"))` bit for bit, without
 * the deciles that aren't finite because they lie beside an infinite value.
 *
 * @param ascending - values without NaN, in ascending order
 */
export function quantileEdges(ascending: Float64Array): number[] {
  if (ascending.length === 0) return [];
  const edges: number[] = [];
  for (const level of DECILES) {
    // Adding 0 turns -0 into 0, which JSON couldn't tell apart anyway.
    const edge = linearQuantile(ascending, level) + 0;
    if (Number.isFinite(edge) && !(edge <= edges[edges.length - 1])) edges.push(edge);
  }
  return edges;
}
