import { decodeInferRequest, DecodeLimits, InferRequest } from './decodeInferRequest';
import { ModelSignature } from './ModelSignature';
import { parseInferBody } from './parseInferBody';
import { BinaryTableFormat, decodeTable, hasRows, TableFormat } from './tabular';

export interface DecodedBody {
  readonly infer: InferRequest;
  /** The format of a table; undefined for tensors. */
  readonly table?: TableFormat;
  /** Whether tensors came, or are to go, as binary data. */
  readonly binary: boolean;
}

/**
 * Reads the body of an infer request against a model's signature: tensors in JSON and binary data after it, or a table.
 *
 * @param head - what its headers say of it
 * @throws ProtocolError 400 naming the part that is wrong
 */
export function decodeInferBody(
  body: Buffer,
  {
    headerLength,
    table,
  }: { readonly headerLength: number | undefined; readonly table: BinaryTableFormat | undefined },
  signature: ModelSignature,
  limits: DecodeLimits,
): DecodedBody {
  if (table) {
    return {
      infer: decodeTable({ format: table, bytes: body }, signature, limits),
      table,
      binary: false,
    };
  }
  const read = parseInferBody(body, headerLength);
  const { json } = read;
  if (hasRows(json)) {
    read.binary?.checkTaken();
    return {
      infer: decodeTable({ format: 'rows', json }, signature, limits),
      table: 'rows',
      binary: false,
    };
  }
  const infer = decodeInferRequest(json, signature, limits, read);
  return { infer, binary: read.binary !== undefined || infer.binaryOutputs !== undefined };
}
