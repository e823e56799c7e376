import { Datatype, TensorData } from './Datatype';
import { ElementReader, ELEMENT_READERS } from './elementReaders';
import { ProtocolError, quote } from './ProtocolError';

/**
 * The elements of an input from its JSON data, either flat in row-major order or nested like the shape.
 *
 * @param shape - at least one element; the caller has bounded their number
 * @throws ProtocolError 400 naming the input and what is wrong
 */
export function decodeTensorData(
  input: string,
  datatype: Datatype,
  shape: readonly number[],
  data: unknown,
): TensorData {
  if (!Array.isArray(data)) {
    throw new ProtocolError(400, `Input ${quote(input)}: 'data' must be an array`);
  }
  const reader = ELEMENT_READERS[datatype];
  const elements = countElements(shape);
  const nested = shape.length > 1 && Array.isArray(data[0]);
  if (!nested) checkLength(input, shape, elements, data.length);
  const decoded = reader.allocate(elements);
  if (nested) storeNested(input, reader, shape, 0, data, decoded, 0);
  else storeAll(input, reader, data, decoded, 0);
  return decoded;
}

/**
 * The same from flat numbers that were read already.
 *
 * @throws ProtocolError 400 naming the input and what is wrong
 */
export function decodeNumbers(
  input: string,
  datatype: Datatype,
  shape: readonly number[],
  values: Float64Array,
): TensorData {
  checkLength(input, shape, countElements(shape), values.length);
  if (datatype === 'FP32' || datatype === 'FP64') {
    const data = ELEMENT_READERS[datatype].allocate(values.length) as Float32Array | Float64Array;
    if (storeFinite(values, data)) return data;
  }
  const reader = ELEMENT_READERS[datatype];
  const decoded = reader.allocate(values.length);
  storeAll(input, reader, values, decoded, 0);
  return decoded;
}

/** Whether all of them are in the range of what they are stored in. */
function storeFinite(values: Float64Array, data: Float32Array | Float64Array): boolean {
  for (let i = 0; i < data.length; i++) {
    data[i] = values[i];
    // Of infinity it is NaN.
    if (data[i] - data[i] !== 0) return false;
  }
  return true;
}

function countElements(shape: readonly number[]): number {
  let elements = 1;
  for (const dimension of shape) elements *= dimension;
  return elements;
}

function checkLength(
  input: string,
  shape: readonly number[],
  elements: number,
  given: number,
): void {
  if (given === elements) return;
  throw new ProtocolError(
    400,
    `Input ${quote(input)}: shape [${shape}] has ${elements} elements, 'data' has ${given}`,
  );
}

/** Goes as deep as the shape, not as deep as the data. */
function storeNested(
  input: string,
  reader: ElementReader,
  shape: readonly number[],
  depth: number,
  values: unknown,
  into: TensorData,
  from: number,
): number {
  if (!Array.isArray(values) || values.length !== shape[depth]) {
    const given = Array.isArray(values) ? `an array of ${values.length}` : quote(values);
    throw new ProtocolError(
      400,
      `Input ${quote(input)}: nested 'data' doesn't match shape [${shape}]: ` +
        `expected an array of ${shape[depth]} at depth ${depth + 1}, got ${given}`,
    );
  }
  if (depth === shape.length - 1) {
    storeAll(input, reader, values, into, from);
    return from + values.length;
  }
  let at = from;
  for (const inner of values) at = storeNested(input, reader, shape, depth + 1, inner, into, at);
  return at;
}

function storeAll(
  input: string,
  reader: ElementReader,
  values: ArrayLike<unknown>,
  into: TensorData,
  from: number,
): void {
  for (let i = 0; i < values.length; i++) {
    if (!reader.store(values[i], into, from + i)) {
      throw new ProtocolError(
        400,
        `Input ${quote(input)}: element ${from + i} is ${quote(values[i])}, expected ${reader.accepts}`,
      );
    }
  }
}
