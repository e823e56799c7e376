/** Two profiles count into different bins, so their counts can't be added or compared. */
export class SchemaMismatchError extends Error {
  override readonly name = 'SchemaMismatchError';
}

/** Text or bytes that don't describe a profile, a schema or a sketch; the message says where. */
export class ProfileFormatError extends Error {
  override readonly name = 'ProfileFormatError';
}

/** The rows of an input that can't be used. */
export interface OffendingRows {
  /** Index of the first one, from 0. */
  readonly first: number;
  /** How many there are. */
  readonly count: number;
}

/** Labels, scores or predictions that can't be evaluated; the message says why and where. */
export class EvaluationInputError extends Error {
  override readonly name = 'EvaluationInputError';
  /** Undefined when the input is wrong as a whole, say of unequal lengths. */
  readonly rows?: OffendingRows;

  constructor(message: string, options?: ErrorOptions & { rows?: OffendingRows }) {
    super(message, options);
    this.rows = options?.rows;
  }
}
