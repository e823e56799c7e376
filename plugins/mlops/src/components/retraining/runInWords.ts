import type { RetrainingRun } from '@mlops-backstage/plugin-mlops-common';
import { metricName } from '../../format/metrics';
import { formatMeasure, formatQuantity } from '../../format/numbers';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Comparison = NonNullable<RetrainingRun['comparison']>;

/** What a comparison rests on. */
const EVIDENCE: Record<NonNullable<Comparison['evidence']>, string> = {
  computed: 'computed here from the same rows',
  'same-data': 'told, of the same rows',
  reported: 'as the job told',
};

/** `AUC 0.71 on recent flights, the champion’s 0.65; computed here from the same rows`. */
export function comparisonInWords(comparison: Comparison): string {
  const { metric, dataset, version, champion, evidence } = comparison;
  const values = `${metricName(metric)} ${formatMeasure(version)} on ${dataset}, the champion’s ${formatMeasure(champion)}`;
  return evidence ? `${values}; ${EVIDENCE[evidence]}` : values;
}

function durationInWords(ms: number): string {
  if (ms < MINUTE) {
    return formatQuantity(Math.max(1, Math.round(ms / SECOND)), 'second');
  }
  return ms < HOUR
    ? formatQuantity(Math.round(ms / MINUTE), 'minute')
    : formatQuantity(Math.round(ms / HOUR), 'hour');
}

/** How long a run took, or has taken, since it was handed over; nothing before. */
export function spanInWords(
  { submittedAt, endedAt }: Pick<RetrainingRun, 'submittedAt' | 'endedAt'>,
  now: number,
): string | undefined {
  if (!submittedAt) {
    return undefined;
  }
  const end = endedAt ? Date.parse(endedAt) : now;
  const took = durationInWords(Math.max(0, end - Date.parse(submittedAt)));
  return endedAt ? `took ${took}` : `for ${took}`;
}
