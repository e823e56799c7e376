import { isUtf8 } from 'node:buffer';
import { BinarySection } from './BinarySection';
import { extractNumbers } from './extractNumbers';
import { ProtocolError } from './ProtocolError';

export interface InferBody {
  readonly json: unknown;
  /** The arrays that `[i]` stands for where the JSON has a key `data`, see `extractNumbers`. */
  readonly numbers: readonly Float64Array[];
  /** Whether the JSON is an object that was answered before, for the same text. */
  readonly repeated: boolean;
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
  // What isn't UTF-8 becomes that character, which is allowed itself; checking the bytes takes longer than reading them.
  if (text.includes('\ufffd') && !isUtf8(bytes)) {
    throw new ProtocolError(400, 'The body is not UTF-8');
  }
  try {
    return { ...parseText(text), numbers };
  } catch {
    throw new ProtocolError(400, `The body is not JSON: ${whatIsWrong(bytes)}`);
  }
}

/** What a client asks with again and again is, without its numbers, the same text. Nothing writes to what is read. */
const parsed = new Map<string, unknown>();
const MAX_PARSED = 500;
const MAX_PARSED_LENGTH = 2_000;

function parseText(text: string): Pick<InferBody, 'json' | 'repeated'> {
  if (text.length > MAX_PARSED_LENGTH) return { json: JSON.parse(text), repeated: false };
  const known = parsed.get(text);
  if (known !== undefined) return { json: known, repeated: true };
  const json = JSON.parse(text);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(text, json);
  return { json, repeated: false };
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
