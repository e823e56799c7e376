import { RowMetric } from './RowMetric';

/** Rows of one score: positions from `from` to before `to` in the order of scores. */
interface Tie {
  readonly from: number;
  readonly to: number;
}

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
  const descending = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => scores[b] - scores[a],
  );
  const ties = tiesOf(descending, scores);

  /** Twice the area, in products of weights, and the weights of both classes. */
  const sums = (weightOf: (row: number) => number) => {
    let twice = 0;
    let positives = 0;
    let negatives = 0;
    for (const { from, to } of ties) {
      let above = positives;
      for (let i = from; i < to; i++) {
        if (truth[descending[i]]) positives += weightOf(descending[i]);
      }
      above += positives;
      for (let i = from; i < to; i++) {
        const row = descending[i];
        if (!truth[row]) {
          const weight = weightOf(row);
          twice += weight * above;
          negatives += weight;
        }
      }
    }
    return { twice, positives, negatives };
  };
  const area = (weightOf: (row: number) => number) => {
    const { twice, positives, negatives } = sums(weightOf);
    return twice / (2 * positives * negatives);
  };

  return {
    rows,
    value: weights => area(weights ? row => weights[row] : () => 1),
    influences() {
      const { twice, positives, negatives } = sums(() => 1);
      const auc = twice / (2 * positives * negatives);
      const influences = new Float64Array(rows);
      let positivesAbove = 0;
      let negativesAbove = 0;
      for (const { from, to } of ties) {
        const tied = descending.subarray(from, to);
        const tiedPositives = tied.reduce((sum, row) => sum + (truth[row] ? 1 : 0), 0);
        const tiedNegatives = tied.length - tiedPositives;
        for (const row of tied) {
          const [placement, share] = truth[row]
            ? [1 - (negativesAbove + tiedNegatives / 2) / negatives, positives / rows]
            : [(positivesAbove + tiedPositives / 2) / positives, negatives / rows];
          influences[row] = (placement - auc) / share;
        }
        positivesAbove += tiedPositives;
        negativesAbove += tiedNegatives;
      }
      return influences;
    },
  };
}

function tiesOf(descending: Uint32Array, scores: ArrayLike<number>): Tie[] {
  const ties: Tie[] = [];
  let from = 0;
  for (let i = 1; i <= descending.length; i++) {
    if (i === descending.length || scores[descending[i]] !== scores[descending[from]]) {
      ties.push({ from, to: i });
      from = i;
    }
  }
  return ties;
}
