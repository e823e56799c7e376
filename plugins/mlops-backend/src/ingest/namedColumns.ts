import type { Profile } from '@mlops-backstage/model-profile';
import type { Prediction } from '@mlops-backstage/plugin-mlops-common';
import { InputError } from '@backstage/errors';
import type { Outputs, OutputValue } from '../predictions/PredictionStore';
import { columnsOf } from './IngestedPrediction';

/** Names the columns of payloads that come without names. */
export class NamedColumns {
  private readonly features: string[];

  constructor(
    private readonly prediction: Prediction,
    reference: Profile | undefined,
  ) {
    this.features = (reference?.schema.columns ?? [])
      .filter(({ role }) => role === 'feature')
      .map(({ name }) => name);
  }

  /** The inputs of a row: by name as they are, a list in the order of the reference's features. */
  inputs(row: unknown, place: string): Outputs {
    if (!Array.isArray(row)) {
      return typeof row === 'object' && row !== null ? columnsOf(row, place) : {};
    }
    if (row.length !== this.features.length) {
      throw new InputError(
        `${place}: a row has ${row.length} inputs without names, but the reference has ${this.features.length} features`,
      );
    }
    return columnsOf(
      Object.fromEntries(this.features.map((name, index) => [name, row[index]])),
      place,
    );
  }

  /** The outputs of a row: by name as they are, a single value or the scores as the version names them. */
  outputs(row: unknown, place: string): Outputs {
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) {
      return columnsOf(row, place);
    }
    const values = (Array.isArray(row) ? row : [row]) as OutputValue[];
    const { label, scores, value } = this.prediction;
    const isText = values.some(one => typeof one === 'string');
    const name =
      values.length === 1 ? (value ?? (isText ? label : (scores ?? label))) : (scores ?? value);
    if (name === undefined) {
      throw new InputError(
        `${place}: which output it is can't be told: send it by name, or say at the version which output is the prediction`,
      );
    }
    return columnsOf({ [name]: values }, place);
  }
}
