import { Tensor } from './Datatype';
import type { DecodeLimits, InferRequest } from './decodeInferRequest';
import { decodeNumbers } from './decodeTensorData';
import { ModelSignature } from './ModelSignature';

/** How to read a request of which everything but the numbers was read before. */
interface Plan {
  readonly signature: ModelSignature;
  readonly limits: DecodeLimits;
  readonly request: Omit<InferRequest, 'inputs'>;
  readonly inputs: ReadonlyArray<{
    readonly name: string;
    readonly tensor: Pick<Tensor, 'datatype' | 'shape'>;
    /** Position of its numbers. */
    readonly at: number;
  }>;
}

/** By the parsed JSON, which is the same object for the same text. */
const plans = new WeakMap<object, Plan>();

/** Keeps how a request was read, for the next one whose JSON is the same object. All of its data has to be numbers. */
export function keepPlan(
  json: object,
  signature: ModelSignature,
  limits: DecodeLimits,
  { inputs, ...request }: InferRequest,
  positions: ReadonlyMap<string, number>,
): void {
  if (positions.size !== inputs.size) return;
  plans.set(json, {
    signature,
    limits,
    request,
    inputs: Array.from(inputs, ([name, { datatype, shape }]) => ({
      name,
      tensor: { datatype, shape },
      at: positions.get(name)!,
    })),
  });
}

/**
 * The request as it would be read, when one like it was read before by the same signature and limits.
 *
 * @throws ProtocolError 400 when the numbers are too few or many, or not of the datatype
 */
export function followPlan(
  json: object,
  signature: ModelSignature,
  limits: DecodeLimits,
  numbers: readonly Float64Array[],
): InferRequest | undefined {
  const plan = plans.get(json);
  if (plan?.signature !== signature || plan.limits !== limits) return undefined;
  const inputs = new Map<string, Tensor>();
  for (const { name, tensor, at } of plan.inputs) {
    const { datatype, shape } = tensor;
    inputs.set(name, { datatype, shape, data: decodeNumbers(name, datatype, shape, numbers[at]) });
  }
  return { ...plan.request, inputs };
}
