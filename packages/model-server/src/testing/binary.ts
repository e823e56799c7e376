/** An infer request with binary data, as clients send it. */
export interface BinaryRequest {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
}

/** @param json - an object, or the text to send in its place */
export function binaryRequest(json: unknown, ...data: readonly Uint8Array[]): BinaryRequest {
  const header = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  return {
    body: Buffer.concat([header, ...data]),
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(header.length),
    },
  };
}

/** An answer's JSON, and the binary data of its outputs by name. */
export interface BinaryAnswer {
  readonly json: any;
  readonly data: Record<string, Buffer>;
}

/** Reads an answer as Triton's client does. */
export async function readBinaryAnswer(response: Response): Promise<BinaryAnswer> {
  const body = Buffer.from(await response.arrayBuffer());
  let at = Number(response.headers.get('inference-header-content-length'));
  const json = JSON.parse(body.toString('utf8', 0, at));
  const data: Record<string, Buffer> = {};
  for (const { name, parameters } of json.outputs) {
    if (parameters === undefined) continue;
    data[name] = body.subarray(at, at + parameters.binary_data_size);
    at += parameters.binary_data_size;
  }
  if (at !== body.length) throw new Error(`The answer has ${body.length - at} bytes too many`);
  return { json, data };
}

/** Strings as binary data, written by somebody else than the code under test. */
export function bytesOf(...strings: readonly string[]): Buffer {
  return Buffer.concat(
    strings.flatMap(string => {
      const text = Buffer.from(string);
      const { length } = text;
      return [Buffer.from([length, length >> 8, length >> 16, length >> 24]), text];
    }),
  );
}
