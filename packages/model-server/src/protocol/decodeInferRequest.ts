import { ModelSignature, TensorSignature } from './ModelSignature';
import { Tensor } from './Datatype';
import {
  checkComplete,
  checkDatatype,
  countRows,
  findInput,
  findOutput,
} from './checkAgainstSignature';
import { decodeShape } from './decodeShape';
import { decodeTensorData } from './decodeTensorData';
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
}

export interface DecodeLimits {
  readonly maxRows: number;
  readonly maxTensorElements: number;
}

/**
 * Reads a parsed infer request against a model's signature.
 *
 * Datatypes must be the signature's: nothing is converted silently.
 *
 * @throws ProtocolError 400 naming the part that is wrong
 */
export function decodeInferRequest(
  body: unknown,
  signature: ModelSignature,
  limits: DecodeLimits,
): InferRequest {
  const request = asObject(body, 'The request');
  const inputs = decodeInputs(request.inputs, signature.inputs, limits);
  return {
    id: decodeId(request.id),
    parameters:
      request.parameters === undefined ? undefined : asObject(request.parameters, "'parameters'"),
    rows: countRows(inputs, signature.inputs, limits.maxRows),
    inputs,
    outputs: decodeOutputNames(request.outputs, signature),
  };
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError(400, `${what} must be a JSON object`);
  }
  return value as Record<string, unknown>;
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
): Map<string, Tensor> {
  if (!Array.isArray(given)) throw new ProtocolError(400, "'inputs' must be an array");
  const inputs = new Map<string, Tensor>();
  for (const value of given) {
    const input = asObject(value, "Each of 'inputs'");
    const signature = findInput(expected, input.name);
    if (inputs.has(signature.name)) {
      throw new ProtocolError(400, `Input ${quote(signature.name)} is given twice`);
    }
    inputs.set(signature.name, decodeInput(input, signature, limits));
  }
  checkComplete(inputs, expected);
  return inputs;
}

function decodeInput(
  input: Record<string, unknown>,
  { name, datatype, shape: expectedShape }: TensorSignature,
  limits: DecodeLimits,
): Tensor {
  checkDatatype(name, datatype, input.datatype);
  const shape = decodeShape(name, expectedShape, input.shape, limits.maxTensorElements);
  return { datatype, shape, data: decodeTensorData(name, datatype, shape, input.data) };
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
