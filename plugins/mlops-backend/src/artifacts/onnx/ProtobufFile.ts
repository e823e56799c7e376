import { InputError } from '@backstage/errors';
import { type FileHandle, open } from 'node:fs/promises';
import { byteCount } from '@mlops-backstage/plugin-mlops-node';

const WINDOW_BYTES = 256 * 1024;
/** Of a tag, and of a length or number behind it: 5 and 10 bytes at most. */
const FIELD_HEAD_BYTES = 15;

export type WireType = 'varint' | 'fixed64' | 'bytes' | 'fixed32';

/** One field of a protobuf message, in the file's order. */
export interface Field {
  readonly number: number;
  readonly wireType: WireType;
  /** Where the field's content starts; for `varint` the number was read already. */
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

/** A promise where something had to be waited for, nothing where all was at hand. */
export type Waiting = Promise<void> | undefined;

export type Visit = (field: Field) => Waiting;

/**
 * Reads a file in protobuf's wire format through a window of 256 KiB. Content nobody asks for, a tensor's bytes say, is
 * jumped over without being read. Every length is checked against what is left of the message it is in.
 *
 * Content that isn't protobuf throws `InputError`; anything else that is thrown comes from the file system.
 */
export class ProtobufFile {
  readonly #file: FileHandle;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #window = Buffer.allocUnsafe(WINDOW_BYTES);
  #windowStart = 0;
  #windowEnd = 0;
  #position = 0;
  #low = 0;
  #high = 0;

  static async open(path: string): Promise<ProtobufFile> {
    const file = await open(path);
    try {
      return new ProtobufFile(file, (await file.stat()).size);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private constructor(
    file: FileHandle,
    readonly sizeBytes: number,
  ) {
    this.#file = file;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** The first bytes of the file, `count` of them or all there are. */
  async head(count: number): Promise<Buffer> {
    this.#position = 0;
    await this.#fill(count);
    return Buffer.from(this.#window.subarray(0, Math.min(count, this.#windowEnd)));
  }

  /**
   * Hands the fields of the message between two offsets to `visit`, one after the other. `visit` may read the content
   * of a field or leave it.
   *
   * Waits only where it has to: a model of trees has tens of millions of numbers, each a field, and a hostile file
   * millions of messages. A promise for each would take minutes.
   */
  visitFields(start: number, end: number, visit: Visit): Waiting {
    this.#position = start;
    while (this.#position < end) {
      if (!this.#has(FIELD_HEAD_BYTES, end)) return this.#visitRest(this.#position, end, visit);
      const field = this.#readField(end);
      const waiting = visit(field);
      if (waiting) return this.#visitRest(field.end, end, visit, waiting);
      this.#position = field.end;
    }
    return undefined;
  }

  async #visitRest(start: number, end: number, visit: Visit, waiting?: Waiting): Promise<void> {
    await waiting;
    this.#position = start;
    while (this.#position < end) {
      if (!this.#has(FIELD_HEAD_BYTES, end)) await this.#fill(FIELD_HEAD_BYTES);
      const field = this.#readField(end);
      const visited = visit(field);
      if (visited) await visited;
      this.#position = field.end;
    }
  }

  /** Hands the numbers of a packed field of type int64 to `visit`. */
  async visitPackedVarints(field: Field, visit: (value: bigint) => void): Promise<void> {
    this.#position = field.start;
    while (this.#position < field.end) {
      if (!this.#has(FIELD_HEAD_BYTES, field.end)) await this.#fill(FIELD_HEAD_BYTES);
      this.#readVarint(field.end);
      visit(toInt64(this.#low, this.#high));
    }
  }

  /** Hands the UTF-8 text of a field of type string, of at most `maxBytes` (up to the window's size), to `visit`. */
  visitText(field: Field, maxBytes: number, visit: (text: string) => void): Waiting {
    const length = field.end - field.start;
    if (length > maxBytes) {
      throw new InputError(
        `Not acceptable as an ONNX model: a name of ${byteCount(length)}, where ${byteCount(maxBytes)} are the most`,
      );
    }
    this.#position = field.start;
    if (this.#has(length, field.end)) {
      visit(this.#decode(field));
      return undefined;
    }
    return this.#fill(length).then(() => visit(this.#decode(field)));
  }

  #decode(field: Field): string {
    const offset = field.start - this.#windowStart;
    try {
      return this.#decoder.decode(this.#window.subarray(offset, offset + field.end - field.start));
    } catch {
      throw new InputError(`Not an ONNX model: the name at byte ${field.start} isn't UTF-8`);
    }
  }

  #has(count: number, end: number): boolean {
    return (
      this.#position >= this.#windowStart &&
      Math.min(this.#position + count, end) <= this.#windowEnd
    );
  }

  /** Moves the window to the position. Fails unless `count` bytes are in it then, or all that are left of the file. */
  async #fill(count: number): Promise<void> {
    this.#windowStart = this.#position;
    this.#windowEnd = this.#position;
    const wanted = Math.min(this.#position + WINDOW_BYTES, this.sizeBytes);
    while (this.#windowEnd < wanted) {
      const { bytesRead } = await this.#file.read(
        this.#window,
        this.#windowEnd - this.#windowStart,
        wanted - this.#windowEnd,
        this.#windowEnd,
      );
      if (bytesRead === 0) break;
      this.#windowEnd += bytesRead;
    }
    if (this.#windowEnd < Math.min(this.#position + count, this.sizeBytes)) {
      throw new InputError('The file became shorter while it was read');
    }
  }

  #readField(end: number): Field {
    const at = this.#position;
    this.#readVarint(end);
    const tag = this.#low;
    const number = tag >>> 3;
    if (this.#high !== 0 || number === 0 || number > 0x1fffffff) {
      throw new InputError(`Not an ONNX model: byte ${at} starts no protobuf field`);
    }
    let low = 0;
    let high = 0;
    let length: number;
    let wireType: WireType;
    switch (tag & 7) {
      case 0:
        wireType = 'varint';
        this.#readVarint(end);
        low = this.#low;
        high = this.#high;
        length = 0;
        break;
      case 1:
        wireType = 'fixed64';
        length = 8;
        break;
      case 2:
        wireType = 'bytes';
        this.#readVarint(end);
        low = this.#low;
        high = this.#high;
        length = high * 2 ** 32 + low;
        break;
      case 5:
        wireType = 'fixed32';
        length = 4;
        break;
      default:
        throw new InputError(
          `Not an ONNX model: byte ${at} starts a field of protobuf's wire type ${tag & 7}, which ONNX doesn't use`,
        );
    }
    const start = this.#position;
    if (length > end - start) {
      throw new InputError(
        `The file is truncated or not an ONNX model: the field at byte ${at} claims ${byteCount(length)}, ` +
          `but only ${byteCount(end - start)} are left`,
      );
    }
    return { number, wireType, start, end: start + length, low, high };
  }

  /** Leaves the 64 bits of a number in two unsigned halves: exact, and without an object for each. */
  #readVarint(end: number): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.#position >= end) {
        throw new InputError(
          `The file is truncated or not an ONNX model: a number is cut off at byte ${end}`,
        );
      }
      const byte = this.#window[this.#position - this.#windowStart];
      this.#position += 1;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.#low = low >>> 0;
        this.#high = high >>> 0;
        return;
      }
    }
    throw new InputError(
      `Not an ONNX model: the number that ends at byte ${this.#position} is too long`,
    );
  }
}

/** The value of a field of type int64 as protobuf reads it. */
export function int64(field: Field): bigint {
  return toInt64(field.low, field.high);
}

function toInt64(low: number, high: number): bigint {
  return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
}

/** Runs `then` once nothing has to be waited for any more: at once, if so it is already. */
export function after(waiting: Waiting, then: () => void): Waiting {
  if (waiting) return waiting.then(then);
  then();
  return undefined;
}
