/** A line of a file: its text, and the bytes that it is, with their end. */
export interface FileLine {
  text: string;
  bytes: Buffer;
  /** From 1 on. */
  number: number;
  /** Whether it ends with the end of a line. */
  isEnded: boolean;
}

/** An event holds texts of requests, which are bounded; anything longer is no line of an export. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/**
 * The lines of a file as it is read. Only a line feed ends one: what else counts as the end of a line elsewhere may stand
 * in a JSON text.
 *
 * @throws `RangeError` for a line longer than 64 MiB
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileLine, void> {
  let number = 0;
  let open: Buffer[] = [];
  let length = 0;
  const lineOf = (isEnded: boolean): FileLine => {
    const bytes = Buffer.concat(open);
    open = [];
    length = 0;
    number += 1;
    const text = bytes.toString('utf8', 0, bytes.length - (isEnded ? 1 : 0));
    return { text, bytes, number, isEnded };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      open.push(chunk.subarray(start, end + 1));
      yield lineOf(true);
      start = end + 1;
    }
    open.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > MAX_LINE_BYTES) {
      throw new RangeError(`Line ${number + 1} is longer than ${MAX_LINE_BYTES} bytes`);
    }
  }
  if (length > 0) {
    yield lineOf(false);
  }
}
