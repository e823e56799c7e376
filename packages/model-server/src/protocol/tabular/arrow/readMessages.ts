import { FlatTable } from './FlatTable';
import { toLength } from './FlatVector';
import { malformed } from './malformed';

/** Numbers of the union `MessageHeader`. */
const SCHEMA = 1;
export const DICTIONARY_BATCH = 2;
export const RECORD_BATCH = 3;

export interface ArrowMessage {
  readonly type: number;
  /** Metadata, of the table that the type says. */
  readonly header: FlatTable;
  /** The buffers that the metadata points into. */
  readonly body: Buffer;
}

export interface ArrowTable {
  /** A `Schema`. */
  readonly schema: FlatTable;
  /** Record batches, and before them the dictionaries that they use. */
  readonly batches: readonly ArrowMessage[];
}

const CONTINUATION = -1;

const MAGIC = Buffer.from('ARROW1');
/** The length of the footer and the magic. */
const FILE_TAIL_BYTES = 10;
/** Of the footer's structure `Block`, which begins with the offset of a message. */
const BLOCK_BYTES = 24;

/** `MetadataVersion`: V4 and V5 differ in unions only, and those aren't taken. */
const VERSIONS = [3, 4];

/**
 * Reads an Arrow stream.
 *
 * @throws ProtocolError 400 when it is malformed, cut short or followed by something else
 * @see https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
 */
export function readStream(bytes: Buffer): ArrowTable {
  const [first, ...batches] = readMessages(bytes);
  if (first?.type !== SCHEMA) throw malformed("it doesn't begin with a schema");
  return { schema: first.header, batches };
}

/**
 * Reads an Arrow file: its footer has the schema, and says where the batches are. Dictionaries come first.
 *
 * @throws ProtocolError 400 when it is malformed or cut short
 * @see https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */
export function readFile(bytes: Buffer): ArrowTable {
  const tail = bytes.length - FILE_TAIL_BYTES;
  const isFile =
    tail >= MAGIC.length &&
    MAGIC.equals(bytes.subarray(0, MAGIC.length)) &&
    MAGIC.equals(bytes.subarray(-MAGIC.length));
  if (!isFile) throw malformed("it doesn't begin and end as a file does");
  const length = bytes.readInt32LE(tail);
  const footer = FlatTable.root(take(bytes, tail - length, length));
  const schema = footer.table(1);
  if (!schema) throw malformed('it has no schema');
  const batches: ArrowMessage[] = [];
  let size = 0;
  for (const blocks of [footer.vector(2, BLOCK_BYTES), footer.vector(3, BLOCK_BYTES)]) {
    for (let i = 0; i < blocks.length; i++) {
      const { message, end } = readMessage(bytes, blocks.length64(i));
      if (!message) throw malformed('its footer points to no message');
      batches.push(message);
      // Blocks lie apart: only when they are the same ones again are they larger than what holds them.
      size += end - blocks.length64(i);
      if (size > bytes.length) throw malformed('its blocks overlap');
    }
  }
  return { schema, batches };
}

function readMessages(bytes: Buffer): ArrowMessage[] {
  const messages: ArrowMessage[] = [];
  let at = 0;
  while (at < bytes.length) {
    const { message, end } = readMessage(bytes, at);
    at = end;
    if (message) messages.push(message);
    else if (at < bytes.length) throw malformed('something follows its end');
  }
  return messages;
}

/** @returns no message where the end of a stream is marked */
function readMessage(
  bytes: Buffer,
  from: number,
): { readonly message?: ArrowMessage; readonly end: number } {
  let at = from;
  let length = readLength(bytes, at);
  at += 4;
  // Absent in streams of Arrow before 0.15.
  if (length === CONTINUATION) {
    length = readLength(bytes, at);
    at += 4;
  }
  if (length === 0) return { end: at };
  const metadata = FlatTable.root(take(bytes, at, length));
  at += length;
  const body = take(bytes, at, toLength(metadata.int64(3)));
  const header = metadata.table(2);
  if (!header) throw malformed('a message has no header');
  if (!VERSIONS.includes(metadata.int16(0))) throw malformed('its version is neither V4 nor V5');
  return { message: { type: metadata.int8(1), header, body }, end: at + body.length };
}

function readLength(bytes: Buffer, at: number): number {
  return take(bytes, at, 4).readInt32LE(0);
}

function take(bytes: Buffer, at: number, length: number): Buffer {
  if (at < 0 || length < 0 || at + length > bytes.length) throw malformed('it is cut short');
  return bytes.subarray(at, at + length);
}
