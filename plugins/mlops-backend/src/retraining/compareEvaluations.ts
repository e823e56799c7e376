import type { Evaluation, RetrainingOutcome } from '@mlops-backstage/plugin-mlops-common';
import type { Comparison } from './RunStore';

/**
 * How a version did beside the champion by a metric, on the data set of which both have an evaluation: the newest one of the version's.
 *
 * @param ofVersion - newest first, and so are the champion's
 * @returns nothing where there is no such data set
 */
export function compareEvaluations(
  { metric, direction, by = 0 }: NonNullable<RetrainingOutcome['better']>,
  ofVersion: readonly Evaluation[],
  ofChampion: readonly Evaluation[],
): Comparison | undefined {
  for (const evaluation of ofVersion) {
    const value = evaluation.metrics[metric];
    const other = ofChampion.find(
      one =>
        one.name === evaluation.name &&
        one.split === evaluation.split &&
        typeof one.metrics[metric] === 'number',
    )?.metrics[metric];
    if (typeof value === 'number' && typeof other === 'number') {
      const gain = direction === 'higher' ? value - other : other - value;
      return {
        metric,
        dataset: evaluation.name,
        version: value,
        champion: other,
        isBetter: gain > by,
      };
    }
  }
  return undefined;
}
