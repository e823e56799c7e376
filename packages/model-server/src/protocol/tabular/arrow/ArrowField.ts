import { FlatTable } from './FlatTable';
import { malformed } from './malformed';

export type ArrowType =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly kind: 'float'; readonly bits: 16 | 32 | 64 }
  /** Text after offsets of so many bits. */
  | { readonly kind: 'utf8'; readonly bits: 32 | 64 }
  | { readonly kind: 'utf8view' }
  | { readonly kind: 'unsupported'; readonly name: string };

export interface ArrowField {
  readonly name: string;
  /** Of the values, where they are in a dictionary too. */
  readonly type: ArrowType;
  readonly dictionary?: { readonly id: bigint; readonly index: ArrowType };
}

/** The union `Type` of the format. */
const TYPES = [
  'none',
  'null',
  'int',
  'float',
  'binary',
  'utf8',
  'bool',
  'decimal',
  'date',
  'time',
  'timestamp',
  'interval',
  'list',
  'struct',
  'union',
  'fixed_size_binary',
  'fixed_size_list',
  'map',
  'duration',
  'large_binary',
  'large_utf8',
  'large_list',
  'run_end_encoded',
  'binary_view',
  'utf8_view',
  'list_view',
  'large_list_view',
];

const FLOAT_BITS = [16, 32, 64] as const;

/**
 * The columns of a table. Nested types are named, not read.
 *
 * @param max - columns that are read; one more tells that there are too many
 * @throws ProtocolError 400
 */
export function readFields(schema: FlatTable, max: number): ArrowField[] {
  if (schema.int16(0) !== 0) throw malformed('big-endian data is not supported');
  let nameBytes = 0;
  return schema.tables(1, max + 1).map(field => {
    const name = field.bytes(0);
    nameBytes += name.length;
    // Names lie apart: only when they share bytes are they longer than what holds them.
    if (nameBytes > schema.bufferSize) throw malformed('names of columns overlap');
    return {
      name: Buffer.from(name.buffer, name.byteOffset, name.length).toString('utf8'),
      type: readType(field),
      dictionary: readDictionary(field.table(4)),
    };
  });
}

/** What a type is called in an error. */
export function describeType(type: ArrowType): string {
  switch (type.kind) {
    case 'int':
      return `${type.signed ? 'int' : 'uint'}${type.bits}`;
    case 'float':
      return `float${type.bits}`;
    case 'unsupported':
      return type.name;
    default:
      return type.kind;
  }
}

function readDictionary(encoding: FlatTable | undefined): ArrowField['dictionary'] {
  if (!encoding) return undefined;
  const index = encoding.table(1);
  return {
    id: encoding.int64(0),
    // Absent for the default.
    index: index ? readInt(index) : { kind: 'int', bits: 32, signed: true },
  };
}

function readType(field: FlatTable): ArrowType {
  const name = TYPES[field.int8(2)] ?? 'unknown';
  const type = field.table(3);
  if (!type) throw malformed('a column has no type');
  switch (name) {
    case 'null':
    case 'bool':
      return { kind: name };
    case 'int':
      return readInt(type);
    case 'float': {
      const bits = FLOAT_BITS[type.int16(0)];
      if (!bits) throw malformed('a column has an unknown precision');
      return { kind: 'float', bits };
    }
    case 'utf8':
      return { kind: 'utf8', bits: 32 };
    case 'large_utf8':
      return { kind: 'utf8', bits: 64 };
    case 'utf8_view':
      return { kind: 'utf8view' };
    default:
      return { kind: 'unsupported', name };
  }
}

function readInt(type: FlatTable): ArrowType {
  const bits = type.int32(0);
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64) {
    throw malformed(`a column has integers of ${bits} bits`);
  }
  return { kind: 'int', bits, signed: type.int8(1) !== 0 };
}
