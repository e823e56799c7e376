import { ProfileFormatError, SchemaMismatchError } from '../errors';
import { Profile } from '../profile/Profile';
import { ProfileSchema } from '../schema/ProfileSchema';
import { schemaDigest } from '../schema/schemaIdentity';
import { asArray, asCount, asFields, asString, Fields, parseJson } from './jsonFields';
import { parseColumnProfile } from './parseColumnProfile';
import { parseSchema } from './parseSchema';

/** A profile with its schema as JSON: what to keep of a reference. */
export function serializeProfile({ schema, rows, columns }: Profile): string {
  return JSON.stringify({ schema, rows, columns });
}

/**
 * Restores what `serializeProfile` wrote.
 *
 * @throws ProfileFormatError when the text is anything else; the message names the place
 */
export function parseProfile(json: string): Profile {
  const fields = asFields(parseJson(json), 'profile');
  return parseRows(fields, parseSchema(fields.schema, 'schema'));
}

/**
 * A profile as JSON with the digest of its schema instead of the schema: what to keep of a window, whose
 * schema is kept with the reference.
 */
export function serializeCounts({ schema, rows, columns }: Profile): string {
  return JSON.stringify({ schemaDigest: schemaDigest(schema), rows, columns });
}

/**
 * Restores what `serializeCounts` wrote.
 *
 * @throws SchemaMismatchError when the profile was counted under another schema
 * @throws ProfileFormatError when the text is no profile; the message names the place
 */
export function parseCounts(json: string, schema: ProfileSchema): Profile {
  const fields = asFields(parseJson(json), 'profile');
  const counted = asString(fields.schemaDigest, 'schemaDigest');
  const expected = schemaDigest(schema);
  if (counted !== expected) {
    throw new SchemaMismatchError(`Counted under schema ${counted}, not under ${expected}`);
  }
  return parseRows(fields, schema);
}

function parseRows(fields: Fields, schema: ProfileSchema): Profile {
  const rows = asCount(fields.rows, 'rows');
  const columns = asArray(fields.columns, 'columns');
  if (columns.length !== schema.columns.length) {
    throw new ProfileFormatError(
      `columns: expected ${schema.columns.length} columns, got ${columns.length}`,
    );
  }
  return {
    schema,
    rows,
    columns: schema.columns.map((column, i) =>
      parseColumnProfile(column, columns[i], `columns[${i}]`),
    ),
  };
}
