import {
  checkComplete,
  checkDatatype,
  countRows,
  findInput,
  findOutput,
} from './checkAgainstSignature';
import { DecodeLimits, InferRequest } from './decodeInferRequest';
import { decodeShape } from './decodeShape';
import { ModelSignature } from './ModelSignature';

/**
 * A request that was read against one model's signature as another model would have read it. The tensors are the
 * same: nothing writes to them.
 *
 * @throws ProtocolError 400 where the other model would have refused the request
 */
export function fitInferRequest(
  request: InferRequest,
  signature: ModelSignature,
  limits: DecodeLimits,
): InferRequest {
  for (const [name, { datatype, shape }] of request.inputs) {
    const expected = findInput(signature.inputs, name);
    checkDatatype(name, expected.datatype, datatype);
    decodeShape(name, expected.shape, shape, limits.maxTensorElements);
  }
  checkComplete(request.inputs, signature.inputs);
  for (const name of request.outputs ?? []) findOutput(signature, name);
  return { ...request, rows: countRows(request.inputs, signature.inputs, limits.maxRows) };
}
