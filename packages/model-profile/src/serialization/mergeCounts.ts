import { SchemaMismatchError } from '../errors';
import { mergeColumns } from '../profile/mergeProfiles';
import { asArray, asCount, asFields, asOneOf, asString, parseJson } from './jsonFields';
import { parseBins } from './parseColumnProfile';

const KINDS = ['numeric', 'categorical'] as const;

/**
 * What `serializeCounts` wrote of two profiles, added up: the same as if both were restored and merged, but without the
 * schema, whose digest both carry.
 *
 * @throws SchemaMismatchError when they were counted under different schemas
 * @throws ProfileFormatError when a text is no profile; the message names the place
 */
export function mergeCounts(a: string, b: string): string {
  const [one, other] = [restore(a), restore(b)];
  if (one.schemaDigest !== other.schemaDigest || one.columns.length !== other.columns.length) {
    throw new SchemaMismatchError(
      `Counts under schema ${one.schemaDigest} can't be added to those under ${other.schemaDigest}`,
    );
  }
  return JSON.stringify({
    schemaDigest: one.schemaDigest,
    rows: one.rows + other.rows,
    columns: one.columns.map((column, i) => mergeColumns(column, other.columns[i])),
  });
}

function restore(json: string) {
  const fields = asFields(parseJson(json), 'profile');
  return {
    schemaDigest: asString(fields.schemaDigest, 'schemaDigest'),
    rows: asCount(fields.rows, 'rows'),
    columns: asArray(fields.columns, 'columns').map((value, i) => {
      const at = `columns[${i}]`;
      const column = asFields(value, at);
      const bins = asArray(column.counts, `${at}.counts`).length;
      return parseBins(asOneOf(column.kind, KINDS, `${at}.kind`), bins, value, at);
    }),
  };
}
