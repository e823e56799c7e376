import { ClassCounts } from './ConfusionMatrix';

/** Precision, recall and F1, each in [0, 1]. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and F1 of one class against all others, as
 * `sklearn.metrics.precision_recall_fscore_support(zero_division=0)`: 0 where nothing is to divide by.
 */
export function classScores({ hits, actual, predicted }: ClassCounts): ClassScores {
  return {
    precision: predicted === 0 ? 0 : hits / predicted,
    recall: actual === 0 ? 0 : hits / actual,
    f1: actual + predicted === 0 ? 0 : (2 * hits) / (actual + predicted),
  };
}

/** Mean of all classes that occur among labels or predictions (`average='macro'`). */
export function macroScores(classes: readonly ClassCounts[]): ClassScores {
  const seen = classes.filter(({ actual, predicted }) => actual + predicted > 0);
  return weightedMean(seen, () => 1);
}

/** Mean weighted by the rows of each class (`average='weighted'`). */
export function weightedScores(classes: readonly ClassCounts[]): ClassScores {
  return weightedMean(classes, ({ actual }) => actual);
}

/** Scores of the hits and misses of all classes together (`average='micro'`); all three equal accuracy. */
export function microScores(classes: readonly ClassCounts[]): ClassScores {
  const total = (key: keyof ClassCounts) => classes.reduce((sum, each) => sum + each[key], 0);
  return classScores({
    hits: total('hits'),
    actual: total('actual'),
    predicted: total('predicted'),
  });
}

function weightedMean(
  classes: readonly ClassCounts[],
  weightOf: (counts: ClassCounts) => number,
): ClassScores {
  let weights = 0;
  const sums = { precision: 0, recall: 0, f1: 0 };
  for (const counts of classes) {
    const weight = weightOf(counts);
    const { precision, recall, f1 } = classScores(counts);
    weights += weight;
    sums.precision += weight * precision;
    sums.recall += weight * recall;
    sums.f1 += weight * f1;
  }
  return {
    precision: sums.precision / weights,
    recall: sums.recall / weights,
    f1: sums.f1 / weights,
  };
}
