import { z } from 'zod/v3';

/** A schema of the contract with its references followed. */
export type ContractSchema = Record<string, any>;

/**
 * A Zod schema that says of a value what the contract says: its types, which properties there are and have to be, and
 * what they mean. It doesn't repeat patterns and bounds: whoever calls an action learns them from the contract's own
 * validation, which every call goes through.
 */
export function zodOf(schema: ContractSchema): z.ZodTypeAny {
  const type = typeOf(schema);
  return schema.description ? type.describe(schema.description.trim()) : type;
}

function typeOf(schema: ContractSchema): z.ZodTypeAny {
  if (schema.allOf) {
    return zodOf(mergeObjects(schema.allOf));
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    return union(choices.map(zodOf));
  }
  if (schema.enum) {
    return z.enum(schema.enum);
  }
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type: string) => zodOf({ ...schema, type, description: '' })));
  }
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return z.array(schema.items ? zodOf(schema.items) : z.any());
    case 'string':
      return z.string();
    case 'integer':
      return z.number().int();
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'null':
      return z.null();
    default:
      return z.any();
  }
}

function objectOf({ properties, required = [], additionalProperties }: ContractSchema) {
  if (!properties) {
    return typeof additionalProperties === 'object'
      ? z.record(zodOf(additionalProperties))
      : z.object({}).passthrough();
  }
  return zodObject(properties, required);
}

/** An object with the given properties, those named in `required` among them. */
export function zodObject(
  properties: Record<string, ContractSchema>,
  required: readonly string[],
): z.AnyZodObject {
  return z.object(
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => {
        const value = zodOf(property);
        return [name, required.includes(name) ? value : value.optional()];
      }),
    ),
  );
}

function union(choices: z.ZodTypeAny[]): z.ZodTypeAny {
  const [first, second, ...others] = choices;
  return second ? z.union([first, second, ...others]) : first;
}

/** Objects that are all of several: one with the properties of each. */
function mergeObjects(parts: ContractSchema[]): ContractSchema {
  const flat = parts.map(part => (part.allOf ? mergeObjects(part.allOf) : part));
  return {
    type: 'object',
    properties: Object.assign({}, ...flat.map(part => part.properties)),
    required: flat.flatMap(part => part.required ?? []),
  };
}
