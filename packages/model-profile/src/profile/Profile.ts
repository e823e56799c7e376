import { ProfileSchema } from '../schema/ProfileSchema';
import { Moments } from './Moments';

export interface NumericColumnProfile {
  readonly kind: 'numeric';
  /** Values in each of the edges.length + 1 bins, then missing values. */
  readonly counts: readonly number[];
  /** Values below the reference's min. */
  readonly below: number;
  /** Values above the reference's max. */
  readonly above: number;
  readonly moments: Moments;
}

export interface CategoricalColumnProfile {
  readonly kind: 'categorical';
  /** Values in each category, then in categories the reference doesn't list, then missing values. */
  readonly counts: readonly number[];
}

export type ColumnProfile = NumericColumnProfile | CategoricalColumnProfile;

/** Counts of rows under a frozen schema. */
export interface Profile {
  readonly schema: ProfileSchema;
  /** Rows observed. */
  readonly rows: number;
  /** One for each column of the schema, in its order. */
  readonly columns: readonly ColumnProfile[];
}
