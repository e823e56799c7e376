import { RowMetric } from './RowMetric';

/**
 * Area under the ROC curve. Rows are sorted once, so that each resample takes one pass. The influences are the placement
 * values of DeLong, DeLong & Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating
 * characteristic curves" (1988): their mean square over the rows is DeLong's variance, with the numbers of positive and
 * negative rows as divisors instead of one less.
 *
 * @param truth - 1 for a positive row, 0 for a negative one
 * @param scores - finite, one a row
 */
export function aucMetric(truth: ArrayLike<number>, scores: ArrayLike<number>): RowMetric {
  const rows = scores.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => scores[b] - scores[a],
  );
  const isPositive = Uint8Array.from(order, row => (truth[row] ? 1 : 0));
  const tieEnds = endsOfTies(order, scores);

  /** The area, and the weights of both classes. */
  const measure = (weights: ArrayLike<number>) => {
    let twice = 0;
    let positives = 0;
    let negatives = 0;
    let i = 0;
    for (const end of tieEnds) {
      let tiedPositives = 0;
      let tiedNegatives = 0;
      for (; i < end; i++) {
        if (isPositive[i]) tiedPositives += weights[order[i]];
        else tiedNegatives += weights[order[i]];
      }
      twice += tiedNegatives * (2 * positives + tiedPositives);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    return { area: twice / (2 * positives * negatives), positives, negatives };
  };
  const once = measure(new Uint8Array(rows).fill(1));

  return {
    rows,
    value: weights => (weights ? measure(weights) : once).area,
    influences() {
      const { area, positives, negatives } = once;
      const influences = new Float64Array(rows);
      let positivesAbove = 0;
      let negativesAbove = 0;
      let from = 0;
      for (const end of tieEnds) {
        const tiedPositives = isPositive.subarray(from, end).reduce((sum, one) => sum + one, 0);
        const tiedNegatives = end - from - tiedPositives;
        const ofPositive = 1 - (negativesAbove + tiedNegatives / 2) / negatives;
        const ofNegative = (positivesAbove + tiedPositives / 2) / positives;
        for (let i = from; i < end; i++) {
          influences[order[i]] = isPositive[i]
            ? ((ofPositive - area) * rows) / positives
            : ((ofNegative - area) * rows) / negatives;
        }
        positivesAbove += tiedPositives;
        negativesAbove += tiedNegatives;
        from = end;
      }
      return influences;
    },
  };
}

/** Where, in the order of scores, rows of one score end. */
function endsOfTies(order: Uint32Array, scores: ArrayLike<number>): Uint32Array {
  const ends: number[] = [];
  for (let i = 1; i <= order.length; i++) {
    if (i === order.length || scores[order[i]] !== scores[order[i - 1]]) ends.push(i);
  }
  return Uint32Array.from(ends);
}
