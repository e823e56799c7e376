import { Tensor, TensorData } from './Datatype';
import { fromHalf } from './half';

/**
 * The JSON text of an infer response.
 *
 * NaN and ±Infinity are null, as JSON has none of them. INT64 and UINT64 beyond 2^53 are decimal
 * strings, so that no reader loses digits.
 *
 * @param model - `model_name` and `model_version`
 * @param outputs - by name, in the order of the answer
 * @param binary - by name, those that come as binary data after the text, in the same order
 */
export function encodeInferResponse(
  model: { readonly name: string; readonly version: string },
  id: string | undefined,
  outputs: ReadonlyMap<string, Tensor>,
  binary?: ReadonlyMap<string, Uint8Array>,
): string {
  let text = `{"model_name":${JSON.stringify(model.name)},"model_version":${JSON.stringify(model.version)}`;
  if (id !== undefined) text += `,"id":${JSON.stringify(id)}`;
  text += ',"outputs":[';
  let separator = '';
  for (const [name, { datatype, shape, data }] of outputs) {
    text += `${separator}{"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":[${shape}],`;
    const bytes = binary?.get(name);
    if (bytes) text += `"parameters":{"binary_data_size":${bytes.length}}}`;
    else text += `"data":${encodeData(datatype, data)}}`;
    separator = ',';
  }
  return `${text}]}`;
}

function encodeData(datatype: Tensor['datatype'], data: TensorData): string {
  switch (datatype) {
    case 'BYTES':
      return JSON.stringify(data);
    case 'BOOL':
      return join(data as Uint8Array, value => (value ? 'true' : 'false'));
    case 'INT64':
    case 'UINT64':
      return join(data as BigInt64Array, encodeBigInteger);
    case 'FP16':
      return join(data as Uint16Array, bits => encodeFloat(fromHalf(bits)));
    case 'FP32':
    case 'FP64':
      return join(data as Float64Array, encodeFloat);
    default:
      return `[${(data as Int32Array).join()}]`;
  }
}

function encodeFloat(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

function encodeBigInteger(value: bigint): string {
  const safe = value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
  return safe ? String(value) : `"${value}"`;
}

function join<T>(data: ArrayLike<T>, encode: (value: T) => string): string {
  let text = '[';
  for (let i = 0; i < data.length; i++) text += i === 0 ? encode(data[i]) : `,${encode(data[i])}`;
  return `${text}]`;
}
