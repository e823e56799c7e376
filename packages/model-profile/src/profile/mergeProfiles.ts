import { SchemaMismatchError } from '../errors';
import { sameSchema } from '../schema/schemaIdentity';
import { mergeMoments } from './Moments';
import { ColumnProfile, Profile } from './Profile';

/**
 * The profile of the rows of both.
 *
 * Counts are exact whatever the order of merging (below 2⁵³ rows); mean and m2 of the moments are so up
 * to rounding.
 *
 * @throws SchemaMismatchError when the schemas differ
 */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  if (!sameSchema(a.schema, b.schema)) {
    throw new SchemaMismatchError('Profiles with different schemas cannot be merged');
  }
  return {
    schema: a.schema,
    rows: a.rows + b.rows,
    columns: a.columns.map((column, i) => mergeColumns(column, b.columns[i])),
  };
}

/**
 * The counts of both, of one column under one schema.
 *
 * @throws SchemaMismatchError when the kinds differ
 */
export function mergeColumns(a: ColumnProfile, b: ColumnProfile): ColumnProfile {
  const counts = a.counts.map((count, bin) => count + b.counts[bin]);
  if (a.kind === 'numeric' && b.kind === 'numeric') {
    return {
      kind: 'numeric',
      counts,
      below: a.below + b.below,
      above: a.above + b.above,
      moments: mergeMoments(a.moments, b.moments),
    };
  }
  if (a.kind === 'categorical' && b.kind === 'categorical') return { kind: 'categorical', counts };
  throw new SchemaMismatchError(`A ${a.kind} column cannot be merged with a ${b.kind} one`);
}
