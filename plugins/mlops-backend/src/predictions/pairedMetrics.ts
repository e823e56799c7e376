import {
  aucMetric,
  clustersOf,
  countPairs,
  meanMetric,
  rootMeanMetric,
} from '@mlops-backstage/model-profile';
import type { Clusters, PairedCounts, RowMetric } from '@mlops-backstage/model-profile';
import type { PairedMetric, PairedMetricName } from '@mlops-backstage/plugin-mlops-common';
import { numberOf } from './OutputReader';
import type { OutputReader } from './OutputReader';
import type { Outputs } from './PredictionStore';

/** A pair whose label has come. */
export interface LabelledPair {
  predictionId: string;
  /** Of what is compared with. */
  first: Outputs;
  /** Of what is compared. */
  second: Outputs;
  label: string;
}

/** Reads the outputs of the two versions. */
export interface PairReaders {
  first: OutputReader;
  second: OutputReader;
}

/** A metric of both versions on the same rows. */
export interface MetricOfPairs {
  name: PairedMetricName;
  better: PairedMetric['better'];
  first: RowMetric;
  second: RowMetric;
  clusters: Clusters;
  /** The largest influence that a request of one row can have, where there is such. */
  largest?: number;
}

/** A metric that can't be had, and why. */
export interface MissingMetric {
  name: PairedMetricName;
  reason: string;
}

/** What labels say of two versions. */
export interface MeasuredPairs {
  /** Pairs whose label means something. */
  pairs: number;
  requests: number;
  unusable: number;
  metrics: MetricOfPairs[];
  missing: MissingMetric[];
  /** Who got which rows right, of classifiers. */
  counts?: PairedCounts;
}

/** Fewer rows of either class make nothing of an area under their curve. */
const LEAST_OF_CLASS = 10;
/** As scikit-learn clips probabilities, so that a certain error costs 36 and not infinity. */
const LOWEST = Number.EPSILON;

const requestsOf = (pairs: ReadonlyArray<{ predictionId: string }>) =>
  clustersOf(pairs.map(({ predictionId }) => predictionId));

/** The metrics of two versions by the labels that have come. */
export function measurePairs(pairs: readonly LabelledPair[], readers: PairReaders): MeasuredPairs {
  return readers.second.problemType === 'regression'
    ? measureValues(pairs, readers)
    : measureClasses(pairs, readers);
}

function measureValues(pairs: readonly LabelledPair[], readers: PairReaders): MeasuredPairs {
  const rows = pairs.flatMap(pair => {
    const label = numberOf(pair.label);
    const first = readers.first.valueOf(pair.first);
    const second = readers.second.valueOf(pair.second);
    return label === undefined || first === undefined || second === undefined
      ? []
      : [{ predictionId: pair.predictionId, errors: [first - label, second - label] as const }];
  });
  const clusters = requestsOf(rows);
  const of = (metric: (figures: number[]) => RowMetric, figure: (error: number) => number) => ({
    first: metric(rows.map(({ errors }) => figure(errors[0]))),
    second: metric(rows.map(({ errors }) => figure(errors[1]))),
    better: 'lower' as const,
    clusters,
  });
  return {
    pairs: rows.length,
    requests: clusters.count,
    unusable: pairs.length - rows.length,
    metrics:
      rows.length === 0
        ? []
        : [
            { name: 'rmse', ...of(rootMeanMetric, error => error ** 2) },
            { name: 'mae', ...of(meanMetric, Math.abs) },
          ],
    missing: [],
  };
}

/** A row of two classifiers with the class that turned out to be true. */
interface ClassifiedRow extends LabelledPair {
  truth: string;
  isRight: readonly [boolean, boolean];
}

function measureClasses(pairs: readonly LabelledPair[], readers: PairReaders): MeasuredPairs {
  const rows = pairs.flatMap((pair): ClassifiedRow[] => {
    const truth = readers.second.named(pair.label);
    const first = readers.first.classOf(pair.first);
    const second = readers.second.classOf(pair.second);
    return truth === undefined || first === undefined || second === undefined
      ? []
      : [{ ...pair, truth, isRight: [first === truth, second === truth] }];
  });
  const clusters = requestsOf(rows);
  const measured: MeasuredPairs = {
    pairs: rows.length,
    requests: clusters.count,
    unusable: pairs.length - rows.length,
    metrics: [],
    missing: [],
  };
  if (rows.length === 0) {
    return measured;
  }
  const hits = ([0, 1] as const).map(side => rows.map(({ isRight }) => Number(isRight[side])));
  const found = [
    areaOf(rows, readers),
    {
      name: 'accuracy' as const,
      better: 'higher' as const,
      first: meanMetric(hits[0]),
      second: meanMetric(hits[1]),
      clusters,
      largest: 1,
    },
    surpriseOf(rows, readers),
  ];
  return {
    ...measured,
    metrics: found.filter(one => one !== undefined).filter(one => 'first' in one),
    missing: found.filter(one => one !== undefined).filter(one => 'reason' in one),
    counts: countPairs(hits[0], hits[1]),
  };
}

/** The area under the ROC curve, where there are a positive class and scores of it. */
function areaOf(
  rows: readonly ClassifiedRow[],
  { first, second }: PairReaders,
): MetricOfPairs | MissingMetric | undefined {
  const { positive } = second;
  if (positive === undefined) {
    return undefined;
  }
  const scored = rows.flatMap(row => {
    const scores = [first.scoreOf(row.first, positive), second.scoreOf(row.second, positive)];
    return scores.every(score => score !== undefined) ? [{ ...row, scores }] : [];
  });
  if (scored.length === 0) {
    return undefined;
  }
  const truth = scored.map(row => Number(row.truth === positive));
  const positives = truth.reduce((sum, one) => sum + one, 0);
  const fewest = Math.min(positives, truth.length - positives);
  if (fewest < LEAST_OF_CLASS) {
    return {
      name: 'auc',
      reason: `It needs ${LEAST_OF_CLASS} labels of each class: there are ${positives} of ${positive} and ${truth.length - positives} others`,
    };
  }
  return {
    name: 'auc',
    better: 'higher',
    first: aucMetric(
      truth,
      scored.map(({ scores }) => scores[0]),
    ),
    second: aucMetric(
      truth,
      scored.map(({ scores }) => scores[1]),
    ),
    clusters: requestsOf(scored),
  };
}

/** Log loss, where both gave the true class a probability. */
function surpriseOf(
  rows: readonly ClassifiedRow[],
  { first, second }: PairReaders,
): MetricOfPairs | MissingMetric | undefined {
  const scored = rows.flatMap(({ predictionId, truth, ...row }) => {
    const given = [first.scoreOf(row.first, truth), second.scoreOf(row.second, truth)];
    return given.every(one => one !== undefined) ? [{ predictionId, given }] : [];
  });
  if (scored.length === 0) {
    return undefined;
  }
  if (scored.some(({ given }) => given.some(one => one < 0 || one > 1))) {
    return { name: 'log_loss', reason: 'There are scores below 0 or above 1' };
  }
  const surprise = (one: number) => -Math.log(Math.min(Math.max(one, LOWEST), 1 - LOWEST));
  return {
    name: 'log_loss',
    better: 'lower',
    first: meanMetric(scored.map(({ given }) => surprise(given[0]))),
    second: meanMetric(scored.map(({ given }) => surprise(given[1]))),
    clusters: requestsOf(scored),
  };
}
