import { isotonicRegression } from '@mlops-backstage/model-profile';
import type { WeightedPoint } from '@mlops-backstage/model-profile';
import type { Prediction, ProblemType } from '@mlops-backstage/plugin-mlops-common';
import { OutputReader } from '../predictions/OutputReader';
import type { ServedRowStore } from './ServedRowStore';
import type { Calibration } from './Tally';

/** Labelled rows that a calibration is learned from: the first ones, so that it is that of the beginning. */
const LEARNED_FROM = 5_000;
/** Predictions among which these are looked for, the newest: labels may be rare. */
const LOOKED_AT = 500_000;
/** Fewer rows of either class say nothing of how often scores are right. */
const LEAST_OF_CLASS = 25;

/** A score, how often rows with about it were positive, and how many rows these were. */
export interface CalibrationPoint {
  meanScore: number;
  positiveRate: number;
  rows: number;
}

/** What calibrations need to know of versions, handed in by the areas that own them. */
export interface CalibratedVersions {
  problemTypeOf(deployment: string): Promise<ProblemType | undefined>;
  versionOf(deployment: string, version: number): Promise<{ prediction: Prediction } | undefined>;
  /** The reliability diagram of an evaluation on data that the version wasn't trained on; undefined without one. */
  evaluatedCalibration(
    deployment: string,
    version: number,
  ): Promise<readonly CalibrationPoint[] | undefined>;
}

/**
 * What the scores of classifiers of two classes come to: from the evaluation on held-out data that the version was
 * registered with, in its bins; where there is none, from the first labelled predictions. Neither follows the model as it
 * is: an estimate is what performance would be if scores went on meaning what they meant then.
 */
export class Calibrations {
  constructor(
    private readonly rows: ServedRowStore,
    private readonly versions: CalibratedVersions,
  ) {}

  async of(deployment: string, version: number): Promise<Calibration | undefined> {
    const problemType = await this.versions.problemTypeOf(deployment);
    const found = await this.versions.versionOf(deployment, version);
    if (problemType !== 'binary-classification' || found?.prediction.scores === undefined) {
      // Without scores all labelled rows would be read to find none of use.
      return undefined;
    }
    const evaluated = await this.versions.evaluatedCalibration(deployment, version);
    if (evaluated && isEnough(evaluated)) {
      return isotonicRegression(
        evaluated.map(({ meanScore, positiveRate, rows }) => ({
          x: meanScore,
          y: positiveRate,
          weight: rows,
        })),
      );
    }
    return this.learned(deployment, version, new OutputReader(problemType, found.prediction));
  }

  private async learned(
    deployment: string,
    version: number,
    reader: OutputReader,
  ): Promise<Calibration | undefined> {
    if (!(await this.rows.hasLabels(deployment))) {
      return undefined;
    }
    const from = await this.rows.timeOfRow({ deployment, version, range: {} }, LOOKED_AT);
    const points: WeightedPoint[] = [];
    const { positive } = reader;
    for await (const { outputs, label } of this.rows.read({
      deployment,
      version,
      range: { from },
      labelled: true,
    })) {
      const truth = reader.named(label!);
      const score = positive === undefined ? undefined : reader.scoreOf(outputs, positive);
      if (truth !== undefined && score !== undefined) {
        points.push({ x: score, y: Number(truth === positive), weight: 1 });
      }
      if (points.length === LEARNED_FROM) {
        break;
      }
    }
    return isEnough(points.map(({ y }) => ({ positiveRate: y, rows: 1 })))
      ? isotonicRegression(points)
      : undefined;
  }
}

function isEnough(points: ReadonlyArray<Pick<CalibrationPoint, 'positiveRate' | 'rows'>>): boolean {
  const rows = points.reduce((sum, point) => sum + point.rows, 0);
  const positives = points.reduce((sum, point) => sum + point.positiveRate * point.rows, 0);
  return Math.min(positives, rows - positives) >= LEAST_OF_CLASS - 0.5;
}
