import { Tensor } from '../protocol/Datatype';
import { InferRequest } from '../protocol/decodeInferRequest';
import { encodeBinaryResponse } from '../protocol/encodeBinaryResponse';
import { encodeInferResponse } from '../protocol/encodeInferResponse';
import { HEADER_LENGTH_HEADER } from '../protocol/headerLength';
import { encodeTable, TableFormat } from '../protocol/tabular';
import { DeployedVersion } from '../serving/DeployedVersion';
import { JSON_TYPE } from './answer';
import { chooseEncoding, compress } from './compress';
import { ClientGoneError } from './ClientGoneError';
import { Exchange, HeaderList } from './Exchange';

/** Names a request's predictions, for labels that come later. */
export const PREDICTION_ID_HEADER = 'x-prediction-id';

const NONE: HeaderList = [];

interface EncodedAnswer {
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: HeaderList;
}

/**
 * Answers an infer request in JSON, with binary data where it asks for it, or as the table that it was; compressed where
 * the client takes that.
 *
 * @param table - the format of the request, when it was one
 * @param outputs - by name; all that the request asks for, others may be among them
 * @param predictionId - under which labels may come later, if they may
 * @returns undefined when the answer was given at once
 * @throws ClientGoneError
 * @throws ProtocolError 400 when the outputs don't make a table
 */
export function answerInfer(
  exchange: Exchange,
  version: DeployedVersion,
  infer: InferRequest,
  table: TableFormat | undefined,
  outputs: ReadonlyMap<string, Tensor>,
  predictionId: string | undefined,
): Promise<void> | undefined {
  const selected = select(outputs, infer.outputs ?? version.model.tensorOutputs);
  const { contentType, body, headers = NONE } = encode(version, infer, table, selected);
  const described = predictionId ? [PREDICTION_ID_HEADER, predictionId] : NONE;
  const all = [...version.headers, ...headers, ...described];
  const encoding = chooseEncoding(exchange.headers['accept-encoding'], body.length);
  if (!encoding) {
    exchange.answer(200, contentType, all, body);
    return undefined;
  }
  // The length of the JSON is the one that it has before it is compressed, as Triton's clients expect.
  return compress(body, encoding).then(compressed => {
    if (exchange.isGone) throw new ClientGoneError();
    const encoded = ['content-encoding', encoding, 'vary', 'accept-encoding'];
    exchange.answer(200, contentType, [...all, ...encoded], compressed);
  });
}

function encode(
  version: DeployedVersion,
  infer: InferRequest,
  table: TableFormat | undefined,
  outputs: ReadonlyMap<string, Tensor>,
): EncodedAnswer {
  if (table) return encodeTable(table, version, infer, outputs);
  if (!infer.binaryOutputs) {
    return {
      contentType: JSON_TYPE,
      body: encodeInferResponse(version, infer.id, outputs),
    };
  }
  const { body, headerLength } = encodeBinaryResponse(
    version,
    infer.id,
    outputs,
    infer.binaryOutputs,
  );
  return {
    contentType: 'application/octet-stream',
    body,
    headers: [HEADER_LENGTH_HEADER, String(headerLength)],
  };
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
