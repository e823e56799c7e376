import { ColumnSchema, ProfileSchema } from './ProfileSchema';

const FNV_OFFSET_BASIS = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/** Arrays instead of objects, so that the order in which keys were written doesn't matter. */
function canonicalColumn(column: ColumnSchema): unknown[] {
  return column.kind === 'numeric'
    ? ['numeric', column.name, column.role, column.edges, column.min, column.max]
    : ['categorical', column.name, column.role, column.categories];
}

function canonicalText(schema: ProfileSchema): string {
  return JSON.stringify([schema.convention, schema.columns.map(canonicalColumn)]);
}

/** 64-bit FNV-1a of the text's UTF-8 bytes (RFC 9923). */
export function fnv1a64(text: string): string {
  let hash = FNV_OFFSET_BASIS;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  return hash.toString(16).padStart(16, '0');
}

/** Whether two schemas are equal, so that their counts may be added and compared. */
export function sameSchema(a: ProfileSchema, b: ProfileSchema): boolean {
  return a === b || canonicalText(a) === canonicalText(b);
}

/**
 * A short name for a schema: 16 hexadecimal digits, equal for equal schemas, on any machine.
 *
 * It guards against adding counts to the wrong edges by mistake. It is no cryptographic digest and
 * doesn't guard against someone who wants two schemas to look alike.
 */
export function schemaDigest(schema: ProfileSchema): string {
  return fnv1a64(canonicalText(schema));
}
