import { accuracy, balancedAccuracy, cohenKappa, matthewsCorrelation } from './agreement';
import { classScores, macroScores, microScores, weightedScores } from './averagedScores';
import { checkedClasses } from './checkedClasses';
import { ClassCounts, classCounts, countConfusion } from './ConfusionMatrix';
import { collectFigures, Figure, valueOf } from './Figure';
import { classRankings, mostLikelyClasses, scoreFigures, ScoreMetric } from './multiclassScores';
import { Ranking, ScoreCurves } from './rankingOf';
import {
  ClassEvaluation,
  MulticlassEvaluation,
  MulticlassInput,
  MulticlassMetric,
} from './MulticlassEvaluation';
import { checkMaxPoints } from './thinCurve';

/**
 * Evaluates a classifier of several classes by scikit-learn's definitions.
 *
 * Precision, recall and F1 of a class are 0 where nothing is to divide by (`zero_division=0`). Macro
 * averages are over the classes that occur among labels or predictions, which is scikit-learn's default,
 * weighted ones count a class by its rows. AUC is one class against the rest; its macro average needs
 * rows of every class. What isn't defined is left out and named in `undefinedMetrics`.
 *
 * @throws EvaluationInputError when there are no rows, neither scores nor predictions, or a class twice;
 *   when lengths differ, or a label or prediction is none of the classes; when a row of scores has
 *   another number of them than there are classes, or one that isn't finite
 * @throws RangeError when maxCurvePoints is outside its range
 */
export function evaluateMulticlass(input: MulticlassInput): MulticlassEvaluation {
  const { classes, scores, maxCurvePoints } = input;
  if (maxCurvePoints !== undefined) checkMaxPoints(maxCurvePoints);
  const { actual, predicted } = checkedClasses(input);

  const confusionMatrix = countConfusion(
    classes,
    actual,
    predicted ?? mostLikelyClasses(scores!, classes.length),
  );
  const counts = classCounts(confusionMatrix);
  const rankings = scores && classRankings(actual, scores, classes.length, maxCurvePoints);
  return {
    rows: actual.length,
    ...collectFigures<MulticlassMetric>({
      ...matrixFigures(counts),
      ...(scores && scoreFigures(actual, scores, classes, counts, rankings!)),
    }),
    confusionMatrix,
    classes: classes.map((label, i) => ({
      label,
      support: counts[i].actual,
      ...classScores(counts[i]),
      ...(rankings && rankingFields(rankings[i])),
    })),
  };
}

function matrixFigures(
  counts: readonly ClassCounts[],
): Record<Exclude<MulticlassMetric, ScoreMetric>, Figure> {
  const macro = macroScores(counts);
  const weighted = weightedScores(counts);
  const micro = microScores(counts);
  return {
    accuracy: accuracy(counts),
    balanced_accuracy: balancedAccuracy(counts),
    macro_precision: macro.precision,
    macro_recall: macro.recall,
    macro_f1: macro.f1,
    weighted_precision: weighted.precision,
    weighted_recall: weighted.recall,
    weighted_f1: weighted.f1,
    micro_precision: micro.precision,
    micro_recall: micro.recall,
    micro_f1: micro.f1,
    mcc: matthewsCorrelation(counts),
    cohen_kappa: cohenKappa(counts),
  };
}

function rankingFields({
  auc,
  averagePrecision,
  curves,
}: Ranking): Partial<Pick<ClassEvaluation, 'auc' | 'averagePrecision'>> & ScoreCurves {
  const area = valueOf(auc);
  const precision = valueOf(averagePrecision);
  return {
    ...(area !== undefined && { auc: area }),
    ...(precision !== undefined && { averagePrecision: precision }),
    ...curves,
  };
}
