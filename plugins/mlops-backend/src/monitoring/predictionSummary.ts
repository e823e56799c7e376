import type { Profile } from '@mlops-backstage/model-profile';
import type { Prediction, TrafficPoint } from '@mlops-backstage/plugin-mlops-common';

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
  const column = (name: string | undefined) => {
    const index = profile.schema.columns.findIndex(
      one => one.name === name && one.role === 'prediction',
    );
    return { schema: profile.schema.columns[index], profile: profile.columns[index] };
  };
  const followed = column(followedColumn(prediction)).profile;
  const label = column(prediction.label);
  const categories = label.schema?.kind === 'categorical' ? label.schema.categories : undefined;
  return {
    ...(followed?.kind === 'numeric' &&
      followed.moments.count > 0 && { mean: followed.moments.mean }),
    ...(categories && {
      classes: [...categories, 'other']
        .map((name, index) => ({ name, rows: label.profile.counts[index] }))
        .filter(({ rows }, index) => index < categories.length || rows > 0),
    }),
  };
}
