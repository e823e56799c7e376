import { ColumnKind } from '../schema/ProfileSchema';
import { totalCount } from './binCounts';

/** The largest bias that is left in the bin of rare categories, squared, in units of its variance. */
const MOST_BIAS = 0.1;
/** How many standard deviations a category may owe to chance when it is among those that are listed. */
const LUCK = 4;

/**
 * The counts of both sides over bins that chance alone doesn't set apart, for the p-value: for a categorical column the rare
 * categories are counted with the others.
 *
 * Which categories are listed is known from the same sample as their counts: one that it happened to hold once is rarer,
 * on average, than that, and what it happened to lack isn't impossible. With a large window such differences would be taken
 * for drift. By Good and Turing, categories that were seen s times have a true share of (s + 1) N(s + 1) / n on average
 * where N(s) is how many of them there are, so that those seen at most c times, and the unseen, together are expected to be
 * off by (c + 1) N(c + 1) / n. Taken is the smallest c for which that is little beside chance; none where no category is
 * seen only once. Where more categories occurred than are listed, c is at least what an unlisted one could have with luck.
 *
 * I. J. Good, "The Population Frequencies of Species and the Estimation of Population Parameters" (1953).
 *
 * @param kind - of the column
 * @param reference - counts: of a categorical column those of the categories, then other, then missing
 * @param window - counts of the same bins
 */
export function comparableBins(
  kind: ColumnKind,
  reference: readonly number[],
  window: readonly number[],
): { reference: readonly number[]; window: readonly number[] } {
  if (kind === 'numeric') return { reference, window };
  const [n, m] = [totalCount(reference), totalCount(window)];
  const rare = rarityBound(reference, m / (n + m));
  return {
    reference: poolRare(reference, reference, rare),
    window: poolRare(window, reference, rare),
  };
}

/**
 * For each bin of a column the number of the one that it is counted in, from 0 and without gaps, such that they stay
 * comparable however many values the windows come to.
 */
export function comparableBinOf(kind: ColumnKind, reference: readonly number[]): number[] {
  if (kind === 'numeric') return reference.map((_, bin) => bin);
  const rare = rarityBound(reference, 1);
  const common = reference.slice(0, -2).map(count => count > rare);
  const own = common.map((_, bin) => common.slice(0, bin).filter(Boolean).length);
  const other = common.filter(Boolean).length;
  return [...own.map((bin, i) => (common[i] ? bin : other)), other, other + 1];
}

/**
 * The count in the reference up to which a category is rare.
 *
 * @param part - of the window among the values of both sides
 */
function rarityBound(reference: readonly number[], part: number): number {
  const listed = reference.slice(0, -2);
  const other = reference[reference.length - 2];
  const unlisted = other > 0 ? Math.min(...listed) : 0;
  let bound = Math.floor(unlisted + LUCK * Math.sqrt(unlisted));
  const ascending = listed.filter(count => count > bound).sort((a, b) => a - b);
  let pooled = other + totalCount(listed.filter(count => count <= bound));
  for (let i = 0; ascending[i] === bound + 1; bound++) {
    const first = i;
    while (ascending[i] === bound + 1) i++;
    const bias = (bound + 1) * (i - first);
    if ((bias * bias * part) / (pooled + 1) <= MOST_BIAS) break;
    pooled += bias;
  }
  return bound;
}

function poolRare(
  counts: readonly number[],
  reference: readonly number[],
  rare: number,
): readonly number[] {
  const other = counts.length - 2;
  const pooled = [...counts];
  for (let bin = 0; bin < other; bin++) {
    if (reference[bin] <= rare) {
      pooled[other] += counts[bin];
      pooled[bin] = 0;
    }
  }
  return pooled;
}
