import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';

/** The splits in the order in which they are shown. */
export const SPLITS = ['train', 'validation', 'test', 'production'] as const;

/** Splits in the order in which they tell most about a model. */
const TELLING = ['test', 'validation', 'production', 'train'] as const;

/** The newest evaluation of a split; `evaluations` are newest first. */
export function newestOfSplit(
  evaluations: readonly Evaluation[],
  split: Evaluation['split'],
): Evaluation | undefined {
  return evaluations.find(evaluation => evaluation.split === split);
}

/** The evaluation to show a part of: of the most telling split that has this part, the newest. */
export function evaluationWith<K extends keyof Evaluation>(
  evaluations: readonly Evaluation[],
  part: K,
): (Evaluation & { [P in K]-?: NonNullable<Evaluation[P]> }) | undefined {
  for (const split of TELLING) {
    const found = evaluations.find(e => e.split === split && e[part] !== undefined);
    if (found) {
      return found as Evaluation & { [P in K]-?: NonNullable<Evaluation[P]> };
    }
  }
  return undefined;
}

/** The points of a precision-recall curve with recall rising, whichever way they were given. */
export function byRecall(
  curve: NonNullable<Evaluation['precisionRecallCurve']>,
): NonNullable<Evaluation['precisionRecallCurve']> {
  const falls = curve.length > 0 && curve[0].recall > curve[curve.length - 1].recall;
  // Turned round before it is sorted, so that points of equal recall keep their order along the curve.
  return (falls ? [...curve].reverse() : [...curve]).sort((a, b) => a.recall - b.recall);
}

/** Each row of a confusion matrix as fractions of the actual class; zero where a class has no rows. */
export function rowRates(counts: readonly (readonly number[])[]): number[][] {
  return counts.map(row => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map(count => (total === 0 ? 0 : count / total));
  });
}
