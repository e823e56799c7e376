import { FlatVector } from './FlatVector';
import { malformed } from './malformed';

/**
 * A table of a FlatBuffer, read in place, little-endian.
 *
 * Arrow's own reader trusts what it reads: a batch of a few hundred bytes that says it has 2^31 columns ends the process
 * for lack of memory (apache-arrow 21.2). Here nothing is read outside the buffer, a vector is as long as the bytes that
 * it has, and only what is asked for is read.
 *
 * @see https://flatbuffers.dev/internals/
 */
export class FlatTable {
  private constructor(
    private readonly view: DataView,
    private readonly start: number,
  ) {}

  /** @throws ProtocolError 400, as all that reads from it */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, follow(view, 0));
  }

  /** Bytes of the whole buffer. */
  get bufferSize(): number {
    return this.view.byteLength;
  }

  /** Fields are numbered as in the schema, a union being two: its type and its value. */
  int8(field: number): number {
    const at = this.find(field, 1);
    return at ? this.view.getInt8(at) : 0;
  }

  int16(field: number): number {
    const at = this.find(field, 2);
    return at ? this.view.getInt16(at, true) : 0;
  }

  int32(field: number): number {
    const at = this.find(field, 4);
    return at ? this.view.getInt32(at, true) : 0;
  }

  int64(field: number): bigint {
    const at = this.find(field, 8);
    return at ? this.view.getBigInt64(at, true) : 0n;
  }

  /** Undefined when it isn't there. */
  table(field: number): FlatTable | undefined {
    const at = this.find(field, 4);
    return at ? new FlatTable(this.view, follow(this.view, at)) : undefined;
  }

  /** The first of a vector of tables. */
  tables(field: number, max: number): FlatTable[] {
    const vector = this.vector(field, 4);
    return Array.from(
      { length: Math.min(vector.length, max) },
      (_, i) => new FlatTable(this.view, follow(this.view, vector.position(i))),
    );
  }

  /** The bytes of a string. */
  bytes(field: number): Uint8Array {
    const vector = this.vector(field, 1);
    const { buffer, byteOffset } = this.view;
    return new Uint8Array(buffer, byteOffset + vector.position(0), vector.length);
  }

  /** @param size - bytes of an element */
  vector(field: number, size: number): FlatVector {
    const at = this.find(field, 4);
    if (!at) return new FlatVector(this.view, 0, 0, size);
    const start = follow(this.view, at);
    check(this.view, start, 4);
    const length = this.view.getUint32(start, true);
    check(this.view, start + 4, length * size);
    return new FlatVector(this.view, start + 4, length, size);
  }

  /** Where a field is; 0 when it isn't there and has its default. */
  private find(field: number, size: number): number {
    const { view, start } = this;
    check(view, start, 4);
    const layout = start - view.getInt32(start, true);
    check(view, layout, 4);
    const entry = 4 + 2 * field;
    if (entry + 2 > view.getUint16(layout, true)) return 0;
    check(view, layout + entry, 2);
    const offset = view.getUint16(layout + entry, true);
    if (offset === 0) return 0;
    check(view, start + offset, size);
    return start + offset;
  }
}

function follow(view: DataView, position: number): number {
  check(view, position, 4);
  return position + view.getUint32(position, true);
}

function check(view: DataView, at: number, size: number): void {
  if (at >= 0 && at + size <= view.byteLength) return;
  throw malformed('its metadata points outside itself');
}
