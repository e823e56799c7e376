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

/**
 * Answers an infer request in JSON, or with binary data where it asks for it, compressed where the client takes that.
 *
 * @param outputs - by name, in the order of the answer
 * @returns undefined when the answer was given at once
 * @throws ClientGoneError
 */
export function answerInfer(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  version: DeployedVersion,
  { id, binaryOutputs }: InferRequest,
  outputs: ReadonlyMap<string, Tensor>,
): Promise<void> | undefined {
  let body: string | Buffer;
  let { headers } = version;
  if (binaryOutputs) {
    const encoded = encodeBinaryResponse(version, id, outputs, binaryOutputs);
    body = encoded.body;
    headers = {
      ...headers,
      'content-type': 'application/octet-stream',
      [HEADER_LENGTH_HEADER]: String(encoded.headerLength),
    };
  } else {
    body = encodeInferResponse(version, id, outputs);
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
