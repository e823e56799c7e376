/** Two profiles count into different bins, so their counts can't be added or compared. */
export class SchemaMismatchError extends Error {
  override readonly name = 'SchemaMismatchError';
}

/** Text or bytes that don't describe a profile, a schema or a sketch; the message says where. */
export class ProfileFormatError extends Error {
  override readonly name = 'ProfileFormatError';
}
