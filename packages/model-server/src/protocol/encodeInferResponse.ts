import { Tensor, TensorData } from './Datatype';
import { encodeAnswerHead } from './encodeAnswerHead';
import { jsonEncoder } from './jsonEncoder';
import { quoteName } from './quoteName';

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
  let text = encodeAnswerHead(model, id);
  text += ',"outputs":[';
  let separator = '';
  for (const [name, { datatype, shape, data }] of outputs) {
    text += `${separator}{"name":${quoteName(name)},"datatype":"${datatype}","shape":[${shape}],`;
    const bytes = binary?.get(name);
    if (bytes) text += `"parameters":{"binary_data_size":${bytes.length}}}`;
    else text += `"data":${encodeData(datatype, data)}}`;
    separator = ',';
  }
  return `${text}]}`;
}

function encodeData(datatype: Tensor['datatype'], data: TensorData): string {
  if (datatype === 'BYTES') return JSON.stringify(data);
  const encode = jsonEncoder(datatype);
  // Integers are written as they are, which join does faster.
  return encode === String ? `[${(data as Int32Array).join()}]` : join(data, encode);
}

function join<T>(data: ArrayLike<T>, encode: (value: T) => string): string {
  let text = '[';
  for (let i = 0; i < data.length; i++) text += i === 0 ? encode(data[i]) : `,${encode(data[i])}`;
  return `${text}]`;
}
