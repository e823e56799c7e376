import { setImmediate as turn } from 'node:timers/promises';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  LatencySketch,
  alwaysValidDifference,
  bootstrapDifference,
  classAgreement,
  mcnemarTest,
  scoreDistance,
} from '@mlops-backstage/model-profile';
import type { PairedCounts } from '@mlops-backstage/model-profile';
import type {
  PairedMetric,
  PairedMetricName,
  PairedVerdict,
  Prediction,
  ProblemType,
  ServedComparison,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentRow } from '../deployments/DeploymentStore';
import { quantilesOf } from '../monitoring/quantilesOf';
import type { TimeRange } from '../monitoring/WindowStore';
import { judgeMetric } from './judgeMetric';
import type { VerdictBounds } from './judgeMetric';
import { OutputReader } from './OutputReader';
import { measurePairs } from './pairedMetrics';
import type { MeasuredPairs, MetricOfPairs, PairReaders } from './pairedMetrics';
import type { PairQuery, PredictionPair, PredictionStore } from './PredictionStore';
import { roleOf } from './togetherSince';

/** Pairs of one comparison: more tell hardly more, and take longer than anybody waits. */
const MAX_PAIRS = 20_000;
/** Rows times resamples of a bootstrap, and the bounds of these: it keeps other work of the process waiting. */
const MAX_DRAWN = 10_000_000;
const [FEWEST_RESAMPLES, MOST_RESAMPLES] = [500, 2_000];
/** The same numbers for the same pairs, whenever one looks. */
const SEED = 20_261_125;
/** Of the interval of the agreement. */
const AGREEMENT_ALPHA = 0.05;

/** What is compared. */
export interface ComparisonQuery {
  version: number;
  against?: number;
  range: TimeRange;
  metric?: PairedMetricName;
  alpha?: number;
  margin?: number;
}

/** What comparisons need to know of others, handed in by the areas that own it. */
export interface ComparedVersions {
  versionOf(deployment: string, version: number): Promise<{ prediction: Prediction } | undefined>;
  problemTypeOf(model: string): Promise<ProblemType | undefined>;
  /** When both began to serve beside each other in the roles that they have. */
  togetherSince(row: DeploymentRow, version: number, against: number): Promise<Date | undefined>;
}

const isoOf = (time: number | undefined) =>
  time === undefined ? null : new Date(time).toISOString();

/** Compares what versions of a deployment predicted for the same requests. */
export class ComparisonService {
  constructor(
    private readonly predictions: PredictionStore,
    private readonly versions: ComparedVersions,
    private readonly bounds: VerdictBounds,
  ) {}

  /**
   * @throws `NotFoundError` for a version that the model doesn't have, or where there is nothing to compare with;
   *   `InputError` for a version that is compared with itself, or a metric that the model doesn't have
   */
  async compare(row: DeploymentRow, query: ComparisonQuery): Promise<ServedComparison> {
    const { version, against = row.version } = query;
    if (against === null) {
      throw new NotFoundError(`Nothing is deployed at ${row.name} to compare with: say "against"`);
    }
    if (against === version) {
      throw new InputError(`Version ${version} can't be compared with itself`);
    }
    const readers = await this.readersOf(row, against, version);
    const choices = chooseMetric(readers, query.metric);
    const bounds = {
      alpha: query.alpha ?? this.bounds.alpha,
      margin: query.margin ?? this.bounds.margin,
    };
    const range = {
      from:
        query.range.from ?? (await this.versions.togetherSince(row, version, against))?.getTime(),
      to: query.range.to,
    };
    const asked = { deployment: row.name, first: against, second: version, range };
    const [all, labelled] = [
      await this.read({ ...asked, labelled: false }),
      await this.read({ ...asked, labelled: true }),
    ];
    const measured = measurePairs(
      labelled.pairs.map(({ predictionId, first, second, label }) => ({
        predictionId,
        first: first.outputs,
        second: second.outputs,
        label: label!,
      })),
      readers,
    );
    const names = { first: `version ${against}`, second: `version ${version}` };
    const role = roleOf(row, version);
    return {
      version,
      ...(role && { role }),
      against,
      from: isoOf(range.from),
      to: isoOf(range.to),
      pairs: all.pairs.length,
      requests: new Set(all.pairs.map(({ predictionId }) => predictionId)).size,
      truncated: all.truncated,
      ...describePairs(all.pairs, readers),
      labelled: {
        pairs: measured.pairs,
        requests: measured.requests,
        unusable: measured.unusable,
        truncated: labelled.truncated,
      },
      metrics: await presentMetrics(measured.metrics, bounds.alpha),
      undefinedMetrics: measured.missing,
      ...(measured.counts && { mcnemar: presentMcNemar(measured.counts, bounds.alpha) }),
      verdict:
        measured.pairs === 0
          ? noVerdict(role === 'canary' && all.pairs.length === 0, bounds)
          : verdictOf(measured, choices, names, bounds),
    };
  }

  private async readersOf(row: DeploymentRow, first: number, second: number): Promise<PairReaders> {
    const problemType = await this.versions.problemTypeOf(row.model);
    const readerOf = async (version: number) => {
      const found = await this.versions.versionOf(row.name, version);
      if (!found || !problemType) {
        throw new NotFoundError(`The model ${row.model} has no version ${version}`);
      }
      return new OutputReader(problemType, found.prediction);
    };
    return { first: await readerOf(first), second: await readerOf(second) };
  }

  private async read(query: PairQuery): Promise<{ pairs: PredictionPair[]; truncated: boolean }> {
    const pairs = await this.predictions.pairs(query, MAX_PAIRS);
    return { pairs: pairs.slice(0, MAX_PAIRS), truncated: pairs.length > MAX_PAIRS };
  }
}

/** What can be said of pairs without labels. */
function describePairs(
  pairs: PredictionPair[],
  { first, second }: PairReaders,
): Pick<ServedComparison, 'agreement' | 'scores' | 'latencyMs'> {
  const classes = pairs.flatMap(pair => {
    const [a, b] = [first.classOf(pair.first.outputs), second.classOf(pair.second.outputs)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const { positive } = second;
  const of = positive === undefined ? 'value' : 'score';
  const numbers = pairs.flatMap(pair => {
    const [a, b] = ([first, second] as const).map((reader, side) => {
      const { outputs } = side === 0 ? pair.first : pair.second;
      return positive === undefined ? reader.valueOf(outputs) : reader.scoreOf(outputs, positive);
    });
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return {
    ...(classes.length > 0 && { agreement: presentAgreement(classes) }),
    ...(numbers.length > 0 && {
      scores: {
        of,
        ...distanceOf(numbers),
      },
    }),
    latencyMs: {
      version: latencyOf(pairs, pair => pair.second.latencyMs),
      against: latencyOf(pairs, pair => pair.first.latencyMs),
    },
  };
}

function presentAgreement(classes: Array<readonly [string, string]>) {
  const { pairs, share, interval, kappa } = classAgreement(
    classes.map(([first]) => first),
    classes.map(([, second]) => second),
    AGREEMENT_ALPHA,
  );
  return { pairs, share, interval: { ...interval }, ...(kappa !== undefined && { kappa }) };
}

function distanceOf(numbers: Array<readonly [number, number]>) {
  const { quantiles, ...distance } = scoreDistance(
    numbers.map(([first]) => first),
    numbers.map(([, second]) => second),
  );
  return { ...distance, quantiles: quantiles.map(one => ({ ...one })) };
}

/** Over requests: rows of one request share its latency. */
function latencyOf(pairs: PredictionPair[], latency: (pair: PredictionPair) => number) {
  const sketch = new LatencySketch();
  const byRequest = new Map(pairs.map(pair => [pair.predictionId, latency(pair)]));
  byRequest.forEach(ms => sketch.add(ms));
  return quantilesOf(sketch);
}

async function presentMetrics(metrics: MetricOfPairs[], alpha: number): Promise<PairedMetric[]> {
  const presented: PairedMetric[] = [];
  for (const { name, better, first, second, clusters, largest } of metrics) {
    const { difference, interval } = alwaysValidDifference(first, second, clusters, alpha, largest);
    const resamples = Math.round(
      Math.min(Math.max(MAX_DRAWN / first.rows, FEWEST_RESAMPLES), MOST_RESAMPLES),
    );
    const drawn = bootstrapDifference(first, second, clusters, { alpha, resamples, seed: SEED });
    presented.push({
      name,
      better,
      pairs: first.rows,
      requests: clusters.count,
      version: second.value(),
      against: first.value(),
      difference,
      alwaysValid: { ...interval },
      ...(drawn.interval && { bootstrap: { ...drawn.interval, resamples: drawn.resamples } }),
    });
    // Others of the process get their turn between two metrics.
    await turn();
  }
  return presented;
}

function presentMcNemar(counts: PairedCounts, alpha: number): ServedComparison['mcnemar'] {
  const { method, pValue, difference, interval } = mcnemarTest(counts, alpha);
  return {
    method,
    both: counts.both,
    versionOnly: counts.secondOnly,
    againstOnly: counts.firstOnly,
    neither: counts.neither,
    pValue,
    difference,
    interval: { ...interval },
  };
}

/** @throws `InputError` for a metric that models of this kind don't have */
function chooseMetric({ second }: PairReaders, asked?: PairedMetricName): PairedMetricName[] {
  const isRegression = second.problemType === 'regression';
  const choices: PairedMetricName[] = isRegression
    ? ['rmse', 'mae']
    : [...(second.positive === undefined ? [] : ['auc' as const]), 'accuracy', 'log_loss'];
  if (asked === undefined) {
    return choices;
  }
  if (!choices.includes(asked)) {
    throw new InputError(
      `Models for ${second.problemType} are compared by ${choices.join(', ')}, not by ${asked}`,
    );
  }
  return [asked];
}

function noVerdict(isCanary: boolean, { alpha, margin }: VerdictBounds): PairedVerdict {
  return {
    alpha,
    margin,
    result: 'unlabelled',
    sentence: isCanary
      ? 'A canary answers other requests than the champion, so there is nothing to pair: make it a challenger to compare them.'
      : 'Which version is better shows once labels have come for requests that both predicted.',
  };
}

/** @param choices - metrics, the first of which that the versions have decides */
function verdictOf(
  { metrics, missing }: MeasuredPairs,
  choices: PairedMetricName[],
  names: { first: string; second: string },
  bounds: VerdictBounds,
): PairedVerdict {
  for (const name of choices) {
    const found = metrics.find(metric => metric.name === name);
    if (found) {
      return judgeMetric(found, names, bounds);
    }
    const reason = missing.find(metric => metric.name === name)?.reason;
    if (reason) {
      return {
        ...bounds,
        metric: name,
        result: 'not-enough-data',
        sentence: `Not enough data: ${reason[0].toLowerCase()}${reason.slice(1)}.`,
      };
    }
  }
  return {
    ...bounds,
    result: 'not-enough-data',
    sentence: `Both versions lack the scores that ${choices.join(' or ')} is computed from.`,
  };
}
