import { areaUnderRoc } from './areaUnderRoc';
import { averagePrecision } from './averagePrecision';
import { Calibration, calibrationCurve } from './calibrationCurve';
import { countAtThresholds } from './countAtThresholds';
import { Figure } from './Figure';
import { outsideUnitInterval } from './outsideUnitInterval';
import { PrecisionRecallPoint, precisionRecallCurve } from './precisionRecallCurve';
import { RocPoint, rocCurve } from './rocCurve';

/** What is drawn of the scores of one class against the rest. */
export interface ScoreCurves {
  /** From (0, 0) to (1, 1), thresholds descending; left out when all rows are of one class. */
  readonly rocCurve?: readonly RocPoint[];
  /** From recall 1 to recall 0, thresholds ascending; left out when no row is positive. */
  readonly precisionRecallCurve?: readonly PrecisionRecallPoint[];
  /** Left out when a score lies outside of [0, 1]. */
  readonly calibration?: Calibration;
}

/** How well the scores of one class set its rows apart from all others, at every threshold. */
export interface Ranking {
  readonly auc: Figure;
  readonly averagePrecision: Figure;
  readonly curves: ScoreCurves;
}

/**
 * @param truth - 1 for a row of the class, 0 for another one
 * @param scores - finite; larger ones speak for the class
 * @param maxCurvePoints - thins ROC and precision-recall curve; all points if left out
 */
export function rankingOf(
  truth: Uint8Array,
  scores: Float64Array,
  maxCurvePoints?: number,
): Ranking {
  const counts = countAtThresholds(truth, scores);
  const roc = rocCurve(counts, maxCurvePoints);
  const precisionRecall = precisionRecallCurve(counts, maxCurvePoints);
  const isProbability = outsideUnitInterval(scores) === undefined;
  return {
    auc: areaUnderRoc(counts),
    averagePrecision: averagePrecision(counts),
    curves: {
      ...(roc && { rocCurve: roc }),
      ...(precisionRecall && { precisionRecallCurve: precisionRecall }),
      ...(isProbability && { calibration: calibrationCurve(truth, scores) }),
    },
  };
}
