import { fromHalf } from '../../half';
import { ArrowBatch } from './ArrowBatch';
import { ArrowColumn } from './ArrowColumn';
import { ArrowType } from './ArrowField';
import { malformed } from './malformed';
import { readElements } from './readElements';
import { readUtf8, readViews } from './readText';
import { TextBudget } from './TextBudget';

/**
 * The next values of a batch, or the indices of them.
 *
 * @throws ProtocolError 400 when their buffers don't fit
 */
export function readValues(batch: ArrowBatch, type: ArrowType, budget: TextBudget): ArrowColumn {
  batch.beginColumn();
  if (type.kind === 'null') return () => null;
  const validity = batch.takeBuffer();
  const values = readBuffers(batch, type, budget);
  if (validity.length === 0) return values;
  const isValid = readBits(validity, batch.rows);
  return row => (isValid(row) ? values(row) : null);
}

function readBuffers(batch: ArrowBatch, type: ArrowType, budget: TextBudget): ArrowColumn {
  switch (type.kind) {
    case 'bool':
      return readBits(batch.takeBuffer(), batch.rows);
    case 'int':
    case 'float':
      return readNumbers(batch, type);
    case 'utf8':
      return readUtf8(batch, type.bits, budget);
    case 'utf8view':
      return readViews(batch, budget);
    default:
      throw malformed('a column has no buffers that can be read');
  }
}

function readBits(bits: Buffer, rows: number): (row: number) => boolean {
  if (bits.length * 8 < rows) throw malformed('a buffer is too short for its column');
  return row => ((bits[row >> 3] >> (row & 7)) & 1) === 1;
}

const INTEGERS = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
};

const FLOATS = { 16: Uint16Array, 32: Float32Array, 64: Float64Array };

function readNumbers(
  batch: ArrowBatch,
  type: Extract<ArrowType, { kind: 'int' | 'float' }>,
): ArrowColumn {
  const bytes = batch.takeBuffer();
  if (type.kind === 'int') {
    const name = `${type.signed ? 'int' : 'uint'}${type.bits}` as const;
    const elements = readElements<ArrayLike<number | bigint>>(INTEGERS[name], bytes, batch.rows);
    return row => elements[row];
  }
  const elements = readElements<ArrayLike<number>>(FLOATS[type.bits], bytes, batch.rows);
  return type.bits === 16 ? row => fromHalf(elements[row]) : row => elements[row];
}
