import type { Evaluation, Version } from '@mlops-backstage/plugin-mlops-common';
import { formatInstant } from '../../format/instants';

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

/** When an evaluation was made, or else told. */
export const instantOf = ({ evaluatedAt, createdAt }: Evaluation): string =>
  evaluatedAt ?? createdAt;

/** What an evaluation is called in a list of them: `Held-out days · test · 1 Jan 2026, 10:00 UTC`. */
export function evaluationLabel(evaluation: Evaluation): string {
  const { name, split } = evaluation;
  return `${name} · ${split} · ${formatInstant(instantOf(evaluation))}`;
}

/** The data set of an evaluation with its split: `Held-out days (test)`. */
export const onData = ({ name, split }: Pick<Evaluation, 'name' | 'split'>): string =>
  `${name} (${split})`;

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

/** Each column of a confusion matrix as fractions of the predicted class; zero where nothing was predicted so. */
export function columnRates(counts: readonly (readonly number[])[]): number[][] {
  const totals = counts.map((_, column) => counts.reduce((sum, row) => sum + row[column], 0));
  return counts.map(row =>
    row.map((count, column) => (totals[column] === 0 ? 0 : count / totals[column])),
  );
}

/**
 * The share of the rows of an evaluation that are of the positive class: from its confusion matrix, where it has one of
 * two classes and the version says which is the positive one.
 */
export function shareOfPositives(
  { confusionMatrix }: Pick<Evaluation, 'confusionMatrix'>,
  { positiveClass }: Version['prediction'],
): number | undefined {
  if (confusionMatrix?.labels.length !== 2 || positiveClass === undefined) {
    return undefined;
  }
  const positives = confusionMatrix.counts[confusionMatrix.labels.indexOf(positiveClass)];
  const rows = confusionMatrix.counts.flat().reduce((sum, count) => sum + count, 0);
  return positives === undefined || rows === 0
    ? undefined
    : positives.reduce((sum, count) => sum + count, 0) / rows;
}

interface WithThreshold {
  threshold?: number | null;
}

/**
 * The index of the point of a curve where scores from `threshold` on count as positive: the point of the smallest
 * threshold that isn't below. Undefined where the curve doesn't tell thresholds.
 */
export function indexAtThreshold(
  points: readonly WithThreshold[],
  threshold: number | undefined,
): number | undefined {
  if (threshold === undefined) {
    return undefined;
  }
  let best: number | undefined;
  points.forEach(({ threshold: own }, index) => {
    const isCandidate = typeof own === 'number' && own >= threshold;
    if (isCandidate && (best === undefined || own < points[best].threshold!)) {
      best = index;
    }
  });
  return best;
}
