import type { Profile } from '@mlops-backstage/model-profile';
import type { Prediction, TrafficPoint } from '@mlops-backstage/plugin-mlops-common';
import { binLabels } from './binLabels';
import { binQuantile } from './binQuantile';

type PredictionSummary = NonNullable<TrafficPoint['prediction']>;

/** The column that holds the number to follow: the positive class's score, or the value. */
function followedColumn(prediction: Prediction): string | undefined {
  const index = prediction.classes?.indexOf(prediction.positiveClass ?? '') ?? -1;
  if (prediction.scores !== undefined && index >= 0) {
    return prediction.classes!.length > 1 ? `${prediction.scores}[${index}]` : prediction.scores;
  }
  return prediction.value;
}

/** What was predicted in an interval, as far as the profile's columns tell. */
export function predictionSummary(
  profile: Profile | undefined,
  prediction: Prediction,
): TrafficPoint['prediction'] {
  if (!profile) {
    return null;
  }
  const column = (name: string | undefined) =>
    profile.schema.columns.findIndex(one => one.name === name && one.role === 'prediction');
  return {
    ...numbersOf(profile, column(followedColumn(prediction))),
    ...classesOf(profile, column(prediction.label)),
  };
}

function numbersOf({ schema, columns }: Profile, index: number): PredictionSummary {
  const [column, counted] = [schema.columns[index], columns[index]];
  if (column?.kind !== 'numeric' || counted.kind !== 'numeric' || counted.moments.count === 0) {
    return {};
  }
  const quantile = (q: number) => binQuantile(column, counted, q)!;
  return {
    mean: counted.moments.mean,
    quantiles: { p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) },
    bins: binLabels(column).map((label, bin) => ({ label, rows: counted.counts[bin] })),
  };
}

function classesOf({ schema, columns }: Profile, index: number): PredictionSummary {
  const column = schema.columns[index];
  if (column?.kind !== 'categorical') {
    return {};
  }
  return {
    classes: [...column.categories, 'other']
      .map((name, bin) => ({ name, rows: columns[index].counts[bin] }))
      .filter(({ rows }, bin) => bin < column.categories.length || rows > 0),
  };
}
