import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';

type Importance = NonNullable<Evaluation['featureImportance']>;

export interface FeatureRow {
  feature: string;
  /** One a version, in their order; undefined where the version doesn't have the feature. */
  importances: (number | undefined)[];
}

/** The features of all versions, the one with the largest importance in any of them first. */
export function featureRows(versions: readonly Importance[]): FeatureRow[] {
  const values = versions.map(
    ({ values: all }) => new Map(all.map(({ feature, importance }) => [feature, importance])),
  );
  const features = [...new Set(values.flatMap(each => [...each.keys()]))];
  const largest = ({ importances }: FeatureRow) =>
    Math.max(...importances.filter(value => value !== undefined));
  return features
    .map(feature => ({ feature, importances: values.map(each => each.get(feature)) }))
    .sort((a, b) => largest(b) - largest(a) || a.feature.localeCompare(b.feature));
}

const NICE_STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers on an axis that holds `lowest`, `highest` and 0: about `most` of them. */
export function niceTicks(lowest: number, highest: number, most = 5): number[] {
  const from = Math.min(0, lowest);
  const to = Math.max(0, highest);
  if (from === to) {
    return [0, 1];
  }
  const rough = (to - from) / (most - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = NICE_STEPS.find(nice => nice * power >= rough)! * power;
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
