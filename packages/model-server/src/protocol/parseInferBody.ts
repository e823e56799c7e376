import { isUtf8 } from 'node:buffer';
import { BinarySection } from './BinarySection';
import { ProtocolError } from './ProtocolError';

export interface InferBody {
  readonly json: unknown;
  /** What comes after the JSON; absent when the request has JSON only. */
  readonly binary?: BinarySection;
}

/**
 * Takes a body apart into its JSON and the binary data after it.
 *
 * @param headerLength - bytes of the JSON; undefined when all of the body is
 * @throws ProtocolError 400
 */
export function parseInferBody(body: Buffer, headerLength: number | undefined): InferBody {
  if (headerLength === undefined) return { json: parseJson(body) };
  if (headerLength > body.length) {
    throw new ProtocolError(
      400,
      `'Inference-Header-Content-Length' is ${headerLength}, the body has ${body.length} bytes`,
    );
  }
  const json = parseJson(body.subarray(0, headerLength));
  return { json, binary: new BinarySection(body.subarray(headerLength)) };
}

function parseJson(text: Buffer): unknown {
  if (!isUtf8(text)) throw new ProtocolError(400, 'The body is not UTF-8');
  try {
    return JSON.parse(text.toString('utf8'));
  } catch (error) {
    throw new ProtocolError(400, `The body is not JSON: ${(error as Error).message}`);
  }
}
