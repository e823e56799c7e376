import type { Interval } from '@mlops-backstage/model-profile';
import type { PerformanceMetric } from '@mlops-backstage/plugin-mlops-common';
import { numberOf } from '../predictions/OutputReader';
import type { OutputReader } from '../predictions/OutputReader';
import { RequestSums } from './RequestSums';
import type { ServedRow } from './ServedRowStore';
import type { Figure, Tallied, Tally } from './Tally';

/** What labels say of a regression's predictions. */
export class RegressionTally implements Tally {
  private readonly sums = new RequestSums<'square' | 'absolute'>(['square', 'absolute']);
  private rows = 0;
  private unusable = 0;

  constructor(private readonly reader: OutputReader) {}

  add({ predictionId, outputs, label }: ServedRow): void {
    this.rows++;
    if (label === undefined) {
      return;
    }
    const truth = numberOf(label);
    const value = this.reader.valueOf(outputs);
    if (truth === undefined || value === undefined) {
      this.unusable++;
      return;
    }
    this.sums.begin(predictionId);
    this.sums.add('square', (value - truth) ** 2, 1);
    this.sums.add('absolute', Math.abs(value - truth), 1);
  }

  /** Nothing is estimated: a regression doesn't say how sure it is. */
  figures(alpha: number): Tallied {
    const { square, absolute } = this.sums.finished();
    const { rows, unusable } = this;
    const { labelled } = this.sums;
    const root = (value: number) => Math.sqrt(Math.max(value, 0));
    return {
      rows,
      unusable,
      figures: new Map<PerformanceMetric, Figure>([
        // The root rises with the mean, so that it takes the mean's interval to one of its own.
        ['rmse', figureOf(square.value, square.meanInterval(alpha), labelled, root)],
        [
          'mae',
          figureOf(absolute.value, absolute.meanInterval(alpha), labelled, value =>
            Math.max(value, 0),
          ),
        ],
      ]),
      estimates: new Map(),
    };
  }
}

function figureOf(
  value: number | undefined,
  interval: Interval | undefined,
  labelled: number,
  scale: (value: number) => number,
): Figure {
  return {
    value: value === undefined ? null : scale(value),
    low: interval ? scale(interval.low) : null,
    high: interval ? scale(interval.high) : null,
    labelled,
  };
}
