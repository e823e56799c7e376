import { ProfileFormatError } from '../errors';
import { ColumnSchema, ProfileSchema } from '../schema/ProfileSchema';
import { asArray, asFields, asNumber, asOneOf, asRange, asString } from './jsonFields';

/**
 * A schema from parsed JSON.
 *
 * @param at - place of the schema in the document, for messages
 * @throws ProfileFormatError when a field is missing or malformed, edges don't ascend, or a column's
 *   name or a category is used twice
 */
export function parseSchema(value: unknown, at: string): ProfileSchema {
  const fields = asFields(value, at);
  const convention = asOneOf(fields.convention, ['v1'], `${at}.convention`);
  const columns = asArray(fields.columns, `${at}.columns`).map((column, i) =>
    parseColumn(column, `${at}.columns[${i}]`),
  );
  checkDistinct(
    columns.map(({ name }) => name),
    `${at}.columns`,
  );
  return { convention, columns };
}

function parseColumn(value: unknown, at: string): ColumnSchema {
  const fields = asFields(value, at);
  const kind = asOneOf(fields.kind, ['numeric', 'categorical'], `${at}.kind`);
  const name = asString(fields.name, `${at}.name`);
  const role = asOneOf(fields.role, ['feature', 'prediction'], `${at}.role`);
  return kind === 'numeric'
    ? { kind, name, role, edges: parseEdges(fields.edges, `${at}.edges`), ...asRange(fields, at) }
    : { kind, name, role, categories: parseCategories(fields.categories, `${at}.categories`) };
}

function parseEdges(value: unknown, at: string): number[] {
  const edges = asArray(value, at).map((edge, i) => asNumber(edge, `${at}[${i}]`));
  if (edges.some((edge, i) => i > 0 && edge <= edges[i - 1])) {
    throw new ProfileFormatError(`${at}: expected strictly ascending edges`);
  }
  return edges;
}

function parseCategories(value: unknown, at: string): string[] {
  const categories = asArray(value, at).map((label, i) => asString(label, `${at}[${i}]`));
  checkDistinct(categories, at);
  return categories;
}

function checkDistinct(names: readonly string[], at: string): void {
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) {
    throw new ProfileFormatError(`${at}: ${JSON.stringify(repeated)} is there twice`);
  }
}
