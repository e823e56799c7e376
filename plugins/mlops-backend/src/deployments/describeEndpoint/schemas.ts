/** A JSON Schema of draft 2020-12, the dialect of OpenAPI 3.1; nothing satisfies false. */
export type Schema = Record<string, unknown> | false;

/** All properties are required but those that are named; others may come. */
export const object = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: 'object',
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  properties,
});

/** @param schema - its name among the document's components */
export const ref = (schema: string): Schema => ({ $ref: `#/components/schemas/${schema}` });

/** False for none. */
export const oneOf = (schemas: Schema[]): Schema => schemas.length > 0 && { oneOf: schemas };

/** @param length - -1 for any from 1 */
export const arrayOf = (items: Schema, length: number): Schema => ({
  type: 'array',
  ...(length === -1 ? { minItems: 1 } : { minItems: length, maxItems: length }),
  items,
});
