import {
  aucInterval,
  ClusteredRatio,
  estimatePerformance,
  heightAt,
  RowSample,
} from '@mlops-backstage/model-profile';
import type { PerformanceMetric } from '@mlops-backstage/plugin-mlops-common';
import type { OutputReader } from '../predictions/OutputReader';
import { RequestSums } from './RequestSums';
import type { ServedRow } from './ServedRowStore';
import type { Calibration, Figure, Tallied, Tally } from './Tally';

/** As many rows of one interval as a ranking is made of: sorting more keeps others of the process waiting. */
const MAX_RANKED = 200_000;
/** The same sample whenever one looks. */
const SEED = 20_261_126;
/** As scikit-learn clips probabilities, so that a certain error costs 36 and not infinity. */
const LOWEST = Number.EPSILON;

/** Those that have a share of rows as their value; F1 is made of the share of hits among what was or should have been found. */
type Share = 'accuracy' | 'precision' | 'recall' | 'f1';

/** What labels say of a classifier's predictions. */
export class ClassifierTally implements Tally {
  private readonly sums = new RequestSums<Share | 'log_loss'>([
    'accuracy',
    'precision',
    'recall',
    'f1',
    'log_loss',
  ]);
  private readonly ranked = new RowSample(['score', 'truth', 'request'], MAX_RANKED, SEED);
  private readonly expected = new RowSample(['score', 'predicted'], MAX_RANKED, SEED);
  private rows = 0;
  private unusable = 0;

  constructor(private readonly reader: OutputReader) {}

  add({ predictionId, outputs, label }: ServedRow): void {
    this.rows++;
    const { reader, sums } = this;
    const { positive } = reader;
    const predicted = reader.classOf(outputs);
    const score = positive === undefined ? undefined : reader.scoreOf(outputs, positive);
    if (score !== undefined && predicted !== undefined) {
      this.expected.add({ score, predicted: Number(predicted === positive) });
    }
    if (label === undefined) {
      return;
    }
    const truth = reader.named(label);
    if (truth === undefined || predicted === undefined) {
      this.unusable++;
      return;
    }
    sums.begin(predictionId);
    sums.add('accuracy', Number(predicted === truth), 1);
    if (positive !== undefined) {
      const [found, is] = [predicted === positive, truth === positive];
      const hit = Number(found && is);
      sums.add('precision', hit, Number(found));
      sums.add('recall', hit, Number(is));
      sums.add('f1', hit, Number(found || is));
    }
    const given = reader.scoreOf(outputs, truth);
    if (given !== undefined && given >= 0 && given <= 1) {
      sums.add('log_loss', -Math.log(Math.min(Math.max(given, LOWEST), 1 - LOWEST)), 1);
    }
    if (score !== undefined) {
      this.ranked.add({ score, truth: Number(truth === positive), request: sums.requests });
    }
  }

  figures(alpha: number, calibration?: Calibration): Tallied {
    const { reader, rows, unusable } = this;
    const figures = new Map<PerformanceMetric, Figure>();
    if (this.ranked.rows > 0 || (reader.positive !== undefined && this.expected.rows > 0)) {
      figures.set('auc', this.area(alpha));
    }
    const sums = this.sums.finished();
    const shares: Share[] =
      reader.positive === undefined ? ['accuracy'] : ['accuracy', 'f1', 'precision', 'recall'];
    for (const name of shares) {
      const found = shareFigure(sums[name], alpha);
      figures.set(name, {
        ...(name === 'f1' ? asF1(found) : found),
        labelled: this.sums.labelled,
      });
    }
    const loss = sums.log_loss.meanInterval(alpha);
    figures.set('log_loss', {
      value: sums.log_loss.value ?? null,
      low: loss ? Math.max(loss.low, 0) : null,
      high: loss?.high ?? null,
      labelled: sums.log_loss.weight,
    });
    return { rows, unusable, figures, estimates: this.estimates(alpha, calibration) };
  }

  private area(alpha: number): Figure {
    const { ranked } = this;
    const area =
      ranked.rows === 0
        ? undefined
        : aucInterval(
            Uint8Array.from(ranked.column('truth')),
            ranked.column('score'),
            alpha,
            ranked.column('request'),
          );
    return {
      value: area?.value ?? null,
      low: area?.interval?.low ?? null,
      high: area?.interval?.high ?? null,
      labelled: ranked.rows,
    };
  }

  private estimates(alpha: number, calibration: Calibration | undefined): Tallied['estimates'] {
    const { expected } = this;
    if (!calibration || expected.rows === 0) {
      return new Map();
    }
    const scores = expected.column('score');
    const estimated = estimatePerformance(
      {
        probabilities: scores.map(score => heightAt(calibration, score)),
        scores,
        predicted: Uint8Array.from(expected.column('predicted')),
      },
      alpha,
    );
    return new Map(
      Object.entries(estimated).map(([name, { value, interval }]) => [
        name as keyof typeof estimated,
        { value, low: interval.low, high: interval.high },
      ]),
    );
  }
}

function shareFigure(share: ClusteredRatio, alpha: number): Omit<Figure, 'labelled'> {
  const interval = share.shareInterval(alpha);
  return {
    value: share.value ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

/** From the share of hits among what was or should have been found, which rises with F1. */
function asF1({ value, low, high }: Omit<Figure, 'labelled'>): Omit<Figure, 'labelled'> {
  const of = (share: number | null) => (share === null ? null : (2 * share) / (1 + share));
  return { value: of(value), low: of(low), high: of(high) };
}
