import { Tensor } from './Datatype';
import { encodeBinaryData } from './encodeBinaryData';
import { encodeInferResponse } from './encodeInferResponse';

export interface BinaryResponse {
  /** JSON, and the binary data after it. */
  readonly body: Buffer;
  /** Bytes of the JSON. */
  readonly headerLength: number;
}

/**
 * An infer response of which some outputs are binary data after the JSON, in the order of the outputs.
 *
 * @param model - `model_name` and `model_version`
 * @param outputs - by name, in the order of the answer
 * @param binary - names of those to give as binary data
 */
export function encodeBinaryResponse(
  model: { readonly name: string; readonly version: string },
  id: string | undefined,
  outputs: ReadonlyMap<string, Tensor>,
  binary: ReadonlySet<string>,
): BinaryResponse {
  const encoded = new Map<string, Buffer>();
  for (const [name, output] of outputs) {
    if (binary.has(name)) encoded.set(name, encodeBinaryData(output));
  }
  const json = Buffer.from(encodeInferResponse(model, id, outputs, encoded));
  return { body: Buffer.concat([json, ...encoded.values()]), headerLength: json.length };
}
