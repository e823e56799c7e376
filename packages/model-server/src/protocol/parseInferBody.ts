import { isUtf8 } from 'node:buffer';
import { BinarySection } from './BinarySection';
import { extractNumbers } from './extractNumbers';
import { ProtocolError } from './ProtocolError';

/** Longer texts aren't kept. */
const MAX_KEPT = 4096;

/** The last text, and what it says: the next one is often the same, see `extractNumbers`. */
let last: { readonly text: string; readonly json: unknown } = { text: '{}', json: {} };

export interface InferBody {
  /** Of several bodies it can be the same one. */
  readonly json: unknown;
  /** The arrays that `[i]` stands for where the JSON has a key `data`, see `extractNumbers`. */
  readonly numbers: readonly Float64Array[];
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
  if (headerLength === undefined) return parseJson(body);
  if (headerLength > body.length) {
    throw new ProtocolError(
      400,
      `'Inference-Header-Content-Length' is ${headerLength}, the body has ${body.length} bytes`,
    );
  }
  const binary = new BinarySection(body.subarray(headerLength));
  return { ...parseJson(body.subarray(0, headerLength)), binary };
}

function parseJson(bytes: Buffer): InferBody {
  const { text, numbers } = extractNumbers(bytes);
  if (text === last.text) return { json: last.json, numbers };
  // What isn't UTF-8 becomes that character, which is allowed itself; checking the bytes takes longer than reading them.
  const isDoubtful = text.includes('\ufffd');
  if (isDoubtful && !isUtf8(bytes)) {
    throw new ProtocolError(400, 'The body is not UTF-8');
  }
  try {
    const json: unknown = JSON.parse(text);
    // Other bytes can make the same doubtful text.
    if (text.length <= MAX_KEPT && !isDoubtful) last = { text, json };
    return { json, numbers };
  } catch {
    throw new ProtocolError(400, `The body is not JSON: ${whatIsWrong(bytes)}`);
  }
}

/** With the place in the text as it was sent. */
function whatIsWrong(bytes: Buffer): string {
  try {
    JSON.parse(bytes.toString('utf8'));
    return 'it cannot be read';
  } catch (error) {
    return (error as Error).message;
  }
}
