import type {
  PairedMetric,
  PairedVerdict,
  ServedComparison,
} from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatLatency, formatMeasure, formatPercent } from '../../format/numbers';
import type { Tone } from '../shared/StatusWord';

const RESULTS: Record<PairedVerdict['result'], [Tone, string]> = {
  unlabelled: ['idle', 'No labels yet'],
  'not-enough-data': ['busy', 'Not enough data'],
  'no-difference': ['info', 'No difference that matters'],
  better: ['good', 'Better'],
  worse: ['bad', 'Worse'],
};

/** The verdict in a word, and how it looks. */
export function resultInWords({ result }: PairedVerdict): { tone: Tone; words: string } {
  const [tone, words] = RESULTS[result];
  return { tone, words };
}

/** With its sign: `+0.018`, `−0.004`, `0`. */
export function signed(value: number): string {
  const text = formatMeasure(Math.abs(value));
  if (Number(text) === 0) {
    return '0';
  }
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** `−0.004 to +0.021`. */
export function rangeInWords({ low, high }: { low: number; high: number }): string {
  return `${signed(low)} to ${signed(high)}`;
}

/** `95 %`, of an alpha of 0.05. */
export function confidence(alpha: number): string {
  return `${Number(((1 - alpha) * 100).toFixed(2))} %`;
}

const VERY_SURE = 0.001;

/** `p = 0.034`, `p < 0.001`. */
export function chance(pValue: number): string {
  return pValue < VERY_SURE ? `p < ${VERY_SURE}` : `p = ${pValue.toFixed(3)}`;
}

export function latencyInWords(milliseconds: number | null): string {
  return milliseconds === null ? '–' : formatLatency(milliseconds);
}

/** Who got what right, as McNemar's test counts it. */
export function mcnemarInWords(
  { version, against, mcnemar }: ServedComparison,
  alpha: number,
): string | undefined {
  if (!mcnemar) {
    return undefined;
  }
  const { versionOnly, againstOnly, pValue, difference, interval, method } = mcnemar;
  const test = method === 'exact-binomial' ? 'exact' : 'χ², corrected';
  return (
    `${formatCount(versionOnly)} rows only v${version} got right, ${formatCount(againstOnly)} only v${against}: ` +
    `McNemar’s test (${test}) ${chance(pValue)}; difference ${signed(difference)}, ` +
    `${confidence(alpha)} interval ${rangeInWords(interval)}.`
  );
}

/** `98.2 %`, with kappa where there is one. */
export function agreementInWords({ agreement }: ServedComparison): {
  value: string;
  note: string;
} {
  if (!agreement) {
    return { value: '–', note: 'There are no classes to compare' };
  }
  const { share, interval, kappa } = agreement;
  const range = `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`;
  return {
    value: formatPercent(share),
    note: kappa === undefined ? range : `${range}; kappa ${formatMeasure(kappa)}`,
  };
}

/** How far the scores or values are apart. */
export function distanceInWords({ scores }: ServedComparison): {
  name: string;
  value: string;
  note: string;
} {
  if (!scores) {
    return { name: 'Score distance', value: '–', note: 'There are no scores to compare' };
  }
  const { of, mean, meanAbsolute, kolmogorovSmirnov } = scores;
  return {
    name: of === 'score' ? 'Score distance' : 'Value distance',
    value: formatMeasure(meanAbsolute),
    note: `on average, ${signed(mean)} with its sign; KS ${formatMeasure(kolmogorovSmirnov)}`,
  };
}

/** The smallest difference that matters, in the metric's unit. */
export function marginOf(
  { name, against }: Pick<PairedMetric, 'name' | 'against'>,
  margin: number,
): number {
  return name === 'auc' || name === 'accuracy' ? margin : margin * against;
}
