import { ClassScores } from './averagedScores';
import { ConfusionMatrix } from './ConfusionMatrix';
import { UndefinedMetric } from './Figure';
import { ScoreMetric } from './multiclassScores';
import { ScoreCurves } from './rankingOf';

export interface MulticlassInput {
  /** The actual class of each row. */
  readonly labels: ArrayLike<string>;
  /** All classes, each once, in the order of the scores; those of no row too. */
  readonly classes: readonly string[];
  /** A score for each class, row by row; larger ones speak for the class. */
  readonly scores?: ArrayLike<ArrayLike<number>>;
  /** The predicted class of each row; if left out, the first one of the largest score. */
  readonly predictions?: ArrayLike<string>;
  /** Thins each ROC and precision-recall curve to so many points, at least 2; all if left out. */
  readonly maxCurvePoints?: number;
}

type Average = 'macro' | 'weighted' | 'micro';

/** From log_loss on they need scores; top_3_accuracy needs more than three classes besides. */
export type MulticlassMetric =
  | 'accuracy'
  | 'balanced_accuracy'
  | `${Average}_${keyof ClassScores}`
  | 'mcc'
  | 'cohen_kappa'
  | ScoreMetric;

/** One class against all others. */
export interface ClassEvaluation extends ClassScores, ScoreCurves {
  readonly label: string;
  /** Rows of the class. */
  readonly support: number;
  /** With scores only; left out when none or all of the rows are of the class. */
  readonly auc?: number;
  /** With scores only; left out when no row is of the class. */
  readonly averagePrecision?: number;
}

/** How good the predictions of a classifier of several classes are. */
export interface MulticlassEvaluation {
  readonly rows: number;
  /** Finite numbers; what isn't defined for these rows is left out. */
  readonly metrics: Readonly<Partial<Record<MulticlassMetric, number>>>;
  /** The metrics left out; without scores those that need them aren't named. */
  readonly undefinedMetrics: readonly UndefinedMetric[];
  readonly confusionMatrix: ConfusionMatrix;
  /** One for each class, in the order given. */
  readonly classes: readonly ClassEvaluation[];
}
