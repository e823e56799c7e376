import { bitsOf } from './bitsOf';
import { ClassCounts } from './ConfusionMatrix';
import { Figure, missing } from './Figure';
import { logLoss } from './logLoss';
import { notProbabilities } from './notProbabilities';
import { Ranking, rankingOf } from './rankingOf';

/** Scores row by row, one for each class. */
export type ScoreRows = ArrayLike<ArrayLike<number>>;

/** The metrics of several classes that need scores. */
export type ScoreMetric = 'log_loss' | 'macro_auc' | 'weighted_auc' | 'top_3_accuracy';

/** Index of the first class with the largest score, one a row (`numpy.argmax`). */
export function mostLikelyClasses(scores: ScoreRows, classCount: number): Int32Array {
  return Int32Array.from({ length: scores.length }, (_, row) => {
    let best = 0;
    for (let i = 1; i < classCount; i++) if (scores[row][i] > scores[row][best]) best = i;
    return best;
  });
}

/** Each class against all others. */
export function classRankings(
  actual: Int32Array,
  scores: ScoreRows,
  classCount: number,
  maxCurvePoints?: number,
): Ranking[] {
  return Array.from({ length: classCount }, (_, index) => {
    const truth = bitsOf(actual.length, row => actual[row] === index);
    const column = new Float64Array(actual.length);
    for (let row = 0; row < column.length; row++) column[row] = scores[row][index];
    return rankingOf(truth, column, maxCurvePoints);
  });
}

/**
 * @param actual - index of each row's class
 * @param counts - of each class
 * @param rankings - of each class
 */
export function scoreFigures(
  actual: Int32Array,
  scores: ScoreRows,
  classes: readonly string[],
  counts: readonly ClassCounts[],
  rankings: readonly Ranking[],
): Partial<Record<ScoreMetric, Figure>> {
  return {
    log_loss: multiclassLogLoss(actual, scores, classes.length),
    macro_auc: macroAuc(classes, rankings),
    weighted_auc: weightedAuc(counts, rankings),
    ...(classes.length > 3 && { top_3_accuracy: topAccuracy(3, actual, scores) }),
  };
}

function multiclassLogLoss(actual: Int32Array, scores: ScoreRows, classCount: number): Figure {
  if (classCount < 2) return missing('There is one class only');
  const problem = notProbabilities(scores);
  if (problem !== undefined) return missing(problem);
  return logLoss(actual.length, row => scores[row][actual[row]]);
}

/** Mean over all classes: `sklearn.metrics.roc_auc_score(multi_class='ovr', average='macro')`. */
function macroAuc(classes: readonly string[], rankings: readonly Ranking[]): Figure {
  let sum = 0;
  for (const [i, { auc }] of rankings.entries()) {
    if (typeof auc !== 'number') return missing(`${auc.reason}, with '${classes[i]}' as positive`);
    sum += auc;
  }
  return sum / rankings.length;
}

/**
 * Mean weighted by the rows of each class, so that a class without rows doesn't matter:
 * `sklearn.metrics.roc_auc_score(multi_class='ovr', average='weighted')`.
 */
function weightedAuc(counts: readonly ClassCounts[], rankings: readonly Ranking[]): Figure {
  let sum = 0;
  let rows = 0;
  for (const [i, { auc }] of rankings.entries()) {
    const weight = counts[i].actual;
    if (weight === 0) continue;
    if (typeof auc !== 'number') return missing('All rows are of one class');
    sum += weight * auc;
    rows += weight;
  }
  return sum / rows;
}

/**
 * Share of rows whose class is among the `k` of the largest scores; of equal scores the later class comes
 * first, as in `sklearn.metrics.top_k_accuracy_score`.
 */
function topAccuracy(k: number, actual: Int32Array, scores: ScoreRows): number {
  let hits = 0;
  for (let row = 0; row < actual.length; row++) {
    const own = scores[row][actual[row]];
    let ahead = 0;
    for (let i = 0; i < scores[row].length; i++) {
      if (scores[row][i] > own || (scores[row][i] === own && i > actual[row])) ahead++;
    }
    if (ahead < k) hits++;
  }
  return hits / actual.length;
}
