import { InputError } from '@backstage/errors';
import type { PairedMetricName, PairedVerdict } from '@mlops-backstage/plugin-mlops-common';
import { judgeMetric } from './judgeMetric';
import type { VerdictBounds } from './judgeMetric';
import type { MeasuredPairs, PairReaders } from './pairedMetrics';

/**
 * The metrics that may decide: the one that was asked, or all that models of this kind have, the best first.
 *
 * @throws `InputError` for a metric that models of this kind don't have
 */
export function chooseMetric(
  { second }: PairReaders,
  asked?: PairedMetricName,
): PairedMetricName[] {
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

/** What is said before any label has come. */
export function noVerdict(isCanary: boolean, { alpha, margin }: VerdictBounds): PairedVerdict {
  return {
    alpha,
    margin,
    result: 'unlabelled',
    sentence: isCanary
      ? 'A canary answers other requests than the champion, so there is nothing to pair: make it a challenger to compare them.'
      : 'Which version is better shows once labels have come for requests that both predicted.',
  };
}

/**
 * Which version is better, in a sentence.
 *
 * @param choices - metrics, the first of which that the versions have decides
 */
export function verdictOf(
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
