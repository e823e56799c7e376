import { InputError, NotFoundError } from '@backstage/errors';
import type {
  PairedMetricName,
  Prediction,
  ProblemType,
  ServedComparison,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentRow } from '../deployments/DeploymentRow';
import type { TimeRange } from '../monitoring/WindowStore';
import { describePairs } from './describePairs';
import type { VerdictBounds } from './judgeMetric';
import { OutputReader } from './OutputReader';
import { measurePairs } from './pairedMetrics';
import type { PairReaders } from './pairedMetrics';
import type { PairQuery, PredictionPair, PredictionStore } from './PredictionStore';
import { presentMcNemar, presentMetrics } from './presentMetrics';
import { roleOf } from './togetherSince';
import { chooseMetric, noVerdict, verdictOf } from './verdictOf';

/** Pairs of one comparison: more tell hardly more, and take longer than anybody waits. */
const MAX_PAIRS = 20_000;

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
  problemTypeOf(deployment: string): Promise<ProblemType | undefined>;
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
    const { range } = query;
    const since =
      range.from === undefined
        ? await this.versions.togetherSince(row, version, against)
        : undefined;
    const asked = {
      deployment: row.name,
      first: against,
      second: version,
      range,
      storedSince: since?.getTime(),
    };
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
      since: isoOf(since?.getTime()),
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
    const problemType = await this.versions.problemTypeOf(row.name);
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
