import { InputError } from '@backstage/errors';
import { byteCount } from '@mlops-backstage/plugin-mlops-node';
import { elementBits, STRING_ELEMENTS } from './elementBits';
import { externalDataError } from './externalData';
import { expectWireType, type OnnxReader } from './OnnxReader';
import { ONNX_LIMITS } from './ParseBudget';
import { after, type Field, type Waiting } from './ProtobufFile';

/** What is known of a TensorProto without reading its values. */
export interface TensorSummary {
  name: string;
  /** The product of its dimensions. Never more than the file has room for. */
  elements: number;
}

/**
 * Reads a TensorProto (`onnx.proto`) but none of its values, and hands the summary to `visit`.
 *
 * @throws `InputError` for values in another file, and for dimensions that promise other values than the file has
 */
export function readTensor(
  reader: OnnxReader,
  tensor: Field,
  visit: (summary: TensorSummary) => void,
): Waiting {
  let name = '';
  let dataType = 0n;
  let external = false;
  let location: string | undefined;
  let rawBytes: number | undefined;
  let numbers = 0;
  let strings = 0;
  const dims: bigint[] = [];
  const read = (field: Field): Waiting => {
    switch (field.number) {
      case 1: // dims
        return reader.integers(field, 'a dimension', dim => {
          dims.push(dim);
          if (dims.length > ONNX_LIMITS.rank) {
            throw new InputError(
              `Not acceptable as an ONNX model: a tensor has more than ${ONNX_LIMITS.rank} dimensions`,
            );
          }
        });
      case 2: // data_type
        dataType = reader.integer(field, 'the type of a tensor');
        return undefined;
      case 4: // float_data
        numbers += (field.end - field.start) / 4;
        return undefined;
      case 10: // double_data
        numbers += (field.end - field.start) / 8;
        return undefined;
      case 5: // int32_data
      case 7: // int64_data
      case 11: // uint64_data
        // Packed, a number takes a byte or more; unpacked, the field is one number and has no content of its own.
        numbers += field.wireType === 'varint' ? 1 : field.end - field.start;
        return undefined;
      case 6: // string_data
        expectWireType(field, 'bytes', 'a text of a tensor');
        strings += 1;
        return undefined;
      case 8: // name
        return reader.name(field, 'the name of a tensor', text => {
          name = text;
        });
      case 9: // raw_data
        expectWireType(field, 'bytes', 'the values of a tensor');
        rawBytes = field.end - field.start;
        return undefined;
      case 13: // external_data
        external = true;
        return readLocation(reader, field, text => {
          location = text;
        });
      case 14: // data_location, 1 is EXTERNAL
        external ||= reader.integer(field, 'the data location of a tensor') !== 0n;
        return undefined;
      default:
        return undefined;
    }
  };
  return after(reader.message(tensor, 'a tensor', read), () => {
    if (external) throw externalDataError(name, location);
    const elements = countElements(name, dims);
    checkValues({ name, dims, dataType, elements, rawBytes, numbers, strings });
    visit({ name, elements: Number(elements) });
  });
}

function readLocation(
  reader: OnnxReader,
  entry: Field,
  visit: (location: string) => void,
): Waiting {
  let key = '';
  let value = '';
  const read = (field: Field): Waiting => {
    if (field.number === 1) {
      return reader.name(field, 'a key of external data', text => {
        key = text;
      });
    }
    if (field.number === 2) {
      return reader.name(field, 'a value of external data', text => {
        value = text;
      });
    }
    return undefined;
  };
  return after(reader.message(entry, 'an entry of external data', read), () => {
    if (key === 'location') visit(value);
  });
}

function countElements(name: string, dims: bigint[]): bigint {
  for (const dim of dims) {
    if (dim < 0n) throw new InputError(`The tensor "${name}" has the negative dimension ${dim}`);
  }
  // At most 64 factors of 63 bits: a large number, but a bounded one.
  return dims.reduce((product, dim) => product * dim, 1n);
}

function checkValues(tensor: {
  name: string;
  dims: bigint[];
  dataType: bigint;
  elements: bigint;
  rawBytes: number | undefined;
  numbers: number;
  strings: number;
}): void {
  const { name, dataType, elements, rawBytes } = tensor;
  const claim = `The tensor "${name}" of shape [${tensor.dims.join(', ')}] promises ${elements} values`;
  if (dataType === STRING_ELEMENTS) {
    if (elements !== BigInt(tensor.strings)) {
      throw new InputError(`${claim}, but the file has ${tensor.strings}`);
    }
    return;
  }
  const bits = elementBits(dataType);
  if (bits === undefined) {
    throw new InputError(
      `The tensor "${name}" is of the type ${dataType}, which ONNX doesn't define`,
    );
  }
  if (rawBytes !== undefined) {
    const promised = (elements * BigInt(bits) + 7n) / 8n;
    if (promised !== BigInt(rawBytes)) {
      throw new InputError(`${claim}, ${promised} bytes, but the file has ${byteCount(rawBytes)}`);
    }
    return;
  }
  // Elements of fewer bits than eight share a number. The runtime counts exactly; what matters here is that nobody is
  // made to allocate more than was uploaded.
  const needed = (elements * BigInt(Math.min(bits, 8)) + 7n) / 8n;
  if (needed > BigInt(Math.ceil(tensor.numbers))) {
    throw new InputError(`${claim}, but the file has no more than ${Math.ceil(tensor.numbers)}`);
  }
}
