import { asObject } from './asObject';
import { BinarySection } from './BinarySection';
import { ModelSignature, TensorSignature } from './ModelSignature';
import { Tensor, TensorData } from './Datatype';
import {
  checkComplete,
  checkDatatype,
  countRows,
  findInput,
  findOutput,
} from './checkAgainstSignature';
import { decodeBinaryData } from './decodeBinaryData';
import { decodeBinaryOutputs } from './decodeBinaryOutputs';
import { decodeShape } from './decodeShape';
import { decodeNumbers, decodeTensorData } from './decodeTensorData';
import { InferBody } from './parseInferBody';
import { ProtocolError, quote } from './ProtocolError';

export interface InferRequest {
  readonly id?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The batch dimension that the inputs share; 1 when they have none. */
  readonly rows: number;
  /** One for each input of the signature, by name. */
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Names of the outputs to answer, in the request's order; all tensor outputs when absent. */
  readonly outputs?: readonly string[];
  /** Names of those to answer as binary data; absent when none are. */
  readonly binaryOutputs?: ReadonlySet<string>;
}

export interface DecodeLimits {
  readonly maxRows: number;
  readonly maxTensorElements: number;
}

/**
 * Reads a parsed infer request against a model's signature.
 *
 * Datatypes must be the signature's: nothing is converted silently. Tensors may lie in the binary data itself.
 *
 * @param numbers - the arrays that were read already
 * @param binary - what came after the JSON, if the request says that there is such a part
 * @throws ProtocolError 400 naming the part that is wrong
 */
export function decodeInferRequest(
  body: unknown,
  signature: ModelSignature,
  limits: DecodeLimits,
  { numbers, binary }: Partial<Omit<InferBody, 'json'>> = {},
): InferRequest {
  const request = asObject(body, 'The request');
  const inputs = decodeInputs(request.inputs, signature.inputs, limits, { numbers, binary });
  const parameters =
    request.parameters === undefined ? undefined : asObject(request.parameters, "'parameters'");
  const outputs = decodeOutputNames(request.outputs, signature);
  return {
    id: decodeId(request.id),
    parameters,
    rows: countRows(inputs, signature.inputs, limits.maxRows),
    inputs,
    outputs,
    binaryOutputs: decodeBinaryOutputs(parameters, outputs && request.outputs, signature),
  };
}

function decodeId(id: unknown): string | undefined {
  if (id !== undefined && typeof id !== 'string') {
    throw new ProtocolError(400, `'id' must be a string, got ${quote(id)}`);
  }
  return id;
}

function decodeInputs(
  given: unknown,
  expected: readonly TensorSignature[],
  limits: DecodeLimits,
  body: Partial<Omit<InferBody, 'json'>>,
): Map<string, Tensor> {
  if (!Array.isArray(given)) throw new ProtocolError(400, "'inputs' must be an array");
  const inputs = new Map<string, Tensor>();
  for (const value of given) {
    const input = asObject(value, "Each of 'inputs'");
    const signature = findInput(expected, input.name);
    if (inputs.has(signature.name)) {
      throw new ProtocolError(400, `Input ${quote(signature.name)} is given twice`);
    }
    inputs.set(signature.name, decodeInput(input, signature, limits, body));
  }
  checkComplete(inputs, expected);
  body.binary?.checkTaken();
  return inputs;
}

function decodeInput(
  input: Record<string, unknown>,
  { name, datatype, shape: expectedShape }: TensorSignature,
  limits: DecodeLimits,
  { numbers, binary }: Partial<Omit<InferBody, 'json'>>,
): Tensor {
  checkDatatype(name, datatype, input.datatype);
  const shape = decodeShape(name, expectedShape, input.shape, limits.maxTensorElements);
  const bytes = takeBinaryData(name, input, binary);
  if (bytes) return { datatype, shape, data: decodeBinaryData(name, datatype, shape, bytes) };
  const values = findNumbers(input.data, numbers);
  const data: TensorData = values
    ? decodeNumbers(name, datatype, shape, values)
    : decodeTensorData(name, datatype, shape, input.data);
  return { datatype, shape, data };
}

/** Undefined for data of another kind. */
function findNumbers(
  data: unknown,
  numbers: readonly Float64Array[] | undefined,
): Float64Array | undefined {
  if (!numbers || !Array.isArray(data) || data.length !== 1) return undefined;
  return typeof data[0] === 'number' ? numbers[data[0]] : undefined;
}

/** Undefined for an input whose data is in the JSON. */
function takeBinaryData(
  name: string,
  { parameters, data }: Record<string, unknown>,
  binary: BinarySection | undefined,
): Buffer | undefined {
  if (parameters === undefined) return undefined;
  const size = asObject(parameters, `Input ${quote(name)}: 'parameters'`).binary_data_size;
  if (size === undefined) return undefined;
  if (data !== undefined) {
    throw new ProtocolError(
      400,
      `Input ${quote(name)} has 'data' and 'binary_data_size', of which one is allowed`,
    );
  }
  if (!binary) {
    throw new ProtocolError(
      400,
      `Input ${quote(name)}: 'binary_data_size' needs the header 'Inference-Header-Content-Length'`,
    );
  }
  return binary.take(name, size);
}

function decodeOutputNames(given: unknown, signature: ModelSignature): string[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given)) throw new ProtocolError(400, "'outputs' must be an array");
  if (given.length === 0) return undefined;
  const names: string[] = [];
  for (const value of given) {
    const { name } = findOutput(signature, asObject(value, "Each of 'outputs'").name);
    if (names.includes(name)) {
      throw new ProtocolError(400, `Output ${quote(name)} is requested twice`);
    }
    names.push(name);
  }
  return names;
}
