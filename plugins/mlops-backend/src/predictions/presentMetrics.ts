import { setImmediate as turn } from 'node:timers/promises';
import {
  alwaysValidDifference,
  bootstrapDifference,
  mcnemarTest,
} from '@mlops-backstage/model-profile';
import type { PairedCounts } from '@mlops-backstage/model-profile';
import type { PairedMetric, ServedComparison } from '@mlops-backstage/plugin-mlops-common';
import type { MetricOfPairs } from './pairedMetrics';

/** Rows times resamples of a bootstrap, and the bounds of these: it keeps other work of the process waiting. */
const MAX_DRAWN = 10_000_000;
const [FEWEST_RESAMPLES, MOST_RESAMPLES] = [500, 2_000];
/** The same numbers for the same pairs, whenever one looks. */
const SEED = 20_261_125;

/** The metrics of both versions with the intervals of their differences. */
export async function presentMetrics(
  metrics: MetricOfPairs[],
  alpha: number,
): Promise<PairedMetric[]> {
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

/** McNemar's test, seen from what is compared. */
export function presentMcNemar(counts: PairedCounts, alpha: number): ServedComparison['mcnemar'] {
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
