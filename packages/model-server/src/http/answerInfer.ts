import { IncomingMessage, ServerResponse } from 'node:http';
import { Tensor } from '../protocol/Datatype';
import { InferRequest } from '../protocol/decodeInferRequest';
import { encodeBinaryResponse } from '../protocol/encodeBinaryResponse';
import { encodeInferResponse } from '../protocol/encodeInferResponse';
import { HEADER_LENGTH_HEADER } from '../protocol/headerLength';
import { DeployedVersion } from '../serving/DeployedVersion';
import { answer } from './answer';
import { chooseEncoding, compress } from './compress';
import { ContentEncoding } from './ContentEncoding';
import { ClientGoneError } from './readBody';

type Headers = Readonly<Record<string, string>>;

/** Names a request's predictions, for labels that come later. */
export const PREDICTION_ID_HEADER = 'x-prediction-id';

/**
 * Answers an infer request in JSON, or with binary data where it asks for it, compressed where the client takes that.
 *
 * @param outputs - by name; all that the request asks for, others may be among them
 * @param predictionId - under which labels may come later, if they may
 * @returns undefined when the answer was given at once
 * @throws ClientGoneError
 */
export function answerInfer(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  version: DeployedVersion,
  { id, outputs: names = version.model.tensorOutputs, binaryOutputs }: InferRequest,
  outputs: ReadonlyMap<string, Tensor>,
  predictionId: string | undefined,
): Promise<void> | undefined {
  const selected = select(outputs, names);
  let body: string | Buffer;
  let headers: Headers = predictionId
    ? { ...version.headers, [PREDICTION_ID_HEADER]: predictionId }
    : version.headers;
  if (binaryOutputs) {
    const encoded = encodeBinaryResponse(version, id, selected, binaryOutputs);
    body = encoded.body;
    headers = {
      ...headers,
      'content-type': 'application/octet-stream',
      [HEADER_LENGTH_HEADER]: String(encoded.headerLength),
    };
  } else {
    body = encodeInferResponse(version, id, selected);
  }
  const encoding = chooseEncoding(request.headers['accept-encoding'], body.length);
  if (encoding) return answerCompressed(response, body, encoding, headers);
  answer(response, 200, body, headers);
  return undefined;
}

/** The length of the JSON is the one that it has before it is compressed, as Triton's clients expect. */
async function answerCompressed(
  response: ServerResponse,
  body: string | Buffer,
  encoding: ContentEncoding,
  headers: Headers,
): Promise<void> {
  const compressed = await compress(body, encoding);
  if (response.destroyed) throw new ClientGoneError();
  answer(response, 200, compressed, {
    ...headers,
    'content-encoding': encoding,
    vary: 'accept-encoding',
  });
}

/** The outputs in the order asked for; without those that were run for the profile or the log only. */
function select(
  outputs: ReadonlyMap<string, Tensor>,
  names: readonly string[],
): ReadonlyMap<string, Tensor> {
  if (outputs.size === names.length && sameOrder(outputs, names)) return outputs;
  return new Map(names.map(name => [name, outputs.get(name)!]));
}

function sameOrder(outputs: ReadonlyMap<string, Tensor>, names: readonly string[]): boolean {
  let i = 0;
  for (const name of outputs.keys()) if (name !== names[i++]) return false;
  return true;
}
