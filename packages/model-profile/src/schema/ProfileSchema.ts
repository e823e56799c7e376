export type ColumnKind = 'numeric' | 'categorical';

/** Which side of the model a column is on. */
export type ColumnRole = 'feature' | 'prediction';

/** A numeric column, binned at the deciles of its reference. */
export interface NumericColumnSchema {
  readonly kind: 'numeric';
  readonly name: string;
  readonly role: ColumnRole;
  /**
   * k strictly ascending finite numbers, cutting the line into k + 1 right-closed bins:
   * (-∞, e₁], (e₁, e₂], …, (eₖ, +∞).
   */
  readonly edges: readonly number[];
  /** Smallest finite reference value; null when there was none. */
  readonly min: number | null;
  /** Largest finite reference value; null when there was none. */
  readonly max: number | null;
}

/** A categorical column, with one bin for each of the commonest reference categories. */
export interface CategoricalColumnSchema {
  readonly kind: 'categorical';
  readonly name: string;
  readonly role: ColumnRole;
  /** Distinct labels, the commonest first. */
  readonly categories: readonly string[];
}

export type ColumnSchema = NumericColumnSchema | CategoricalColumnSchema;

/**
 * What is frozen when a reference is profiled. Profiles with equal schemas count into the same bins,
 * so they merge exactly and can be compared.
 */
export interface ProfileSchema {
  /** Version of the rules for edges, bins and smoothing: numbers of different versions don't compare. */
  readonly convention: 'v1';
  readonly columns: readonly ColumnSchema[];
}

/**
 * Number of bins of a column, the missing bin included.
 *
 * Numeric: the bins between and outside the edges, then missing.
 * Categorical: the categories, then other, then missing.
 */
export function binCount(column: ColumnSchema): number {
  return (column.kind === 'numeric' ? column.edges.length + 1 : column.categories.length + 1) + 1;
}
