import type { components } from '@mlops-backstage/plugin-mlops-common';

export type Split = components['schemas']['Split'];

export const SPLITS = ['train', 'validation', 'test', 'production'] as const satisfies Split[];
export const COMPARISONS = ['>', '>=', '<', '<=', '='] as const;

/** What a model's latest version has to reach: `test.auc>0.8`. */
export interface MetricBound {
  split: Split;
  metric: string;
  comparison: (typeof COMPARISONS)[number];
  value: number;
}

const LONGEST = 200;
const BOUND =
  /^(train|validation|test|production)\.([^<>=]+)(>=|<=|>|<|=)(-?[0-9.]+(?:[eE][+-]?[0-9]{1,3})?)$/;
const METRIC_SORT = /^-?metric:((?:train|validation|test|production)\..+)$/;
const SIGNS: Record<MetricBound['comparison'], string> = {
  '>': '>',
  '>=': '≥',
  '<': '<',
  '<=': '≤',
  '=': '=',
};

/** Reads a bound as the contract writes it; undefined where it isn't one. */
export function parseMetricBound(text: string): MetricBound | undefined {
  const [, split, metric, comparison, number] = BOUND.exec(text) ?? [];
  const value = Number(number);
  if (!split || !Number.isFinite(value) || text.length > LONGEST || metric !== metric.trim()) {
    return undefined;
  }
  return { split, metric, comparison, value } as MetricBound;
}

/** Writes a bound as the contract reads it. */
export function metricBound({ split, metric, comparison, value }: MetricBound): string {
  return `${split}.${metric}${comparison}${value}`;
}

/** A bound as a person reads it: `test.auc ≥ 0.8`. */
export function describeMetricBound(text: string): string {
  const bound = parseMetricBound(text);
  return bound ? `${bound.split}.${bound.metric} ${SIGNS[bound.comparison]} ${bound.value}` : text;
}

/** The metric that a list is sorted by, such as `test.auc`; undefined where it is sorted by a column. */
export function metricOfSort(sort: string | undefined): string | undefined {
  return METRIC_SORT.exec(sort ?? '')?.[1];
}

/** The metrics that a list is bounded or sorted by, which the list therefore shows: `test.auc`. */
export function shownMetrics(bounds: readonly string[] = [], sort?: string): string[] {
  const bounded = bounds.flatMap(text => {
    const bound = parseMetricBound(text);
    return bound ? [`${bound.split}.${bound.metric}`] : [];
  });
  const sorted = metricOfSort(sort);
  return [...new Set([...bounded, ...(sorted ? [sorted] : [])])];
}
