import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import type { ComparedSeries } from './comparedSeries';

/** What of an evaluation is drawn. */
export type DrawnPart =
  'rocCurve' | 'precisionRecallCurve' | 'confusionMatrix' | 'featureImportance';

/** A version drawn: its evaluation of the chosen split has what the chart shows. */
export interface Drawn<P extends DrawnPart> {
  series: ComparedSeries;
  evaluation: Evaluation;
  part: NonNullable<Evaluation[P]>;
}
