import { malformed } from './malformed';

/** Elements of a FlatBuffer that lie one after the other: structures of 64-bit integers, bytes, or offsets of tables. */
export class FlatVector {
  /** @param size - bytes of an element; all of them are in the buffer */
  constructor(
    private readonly view: DataView,
    private readonly at: number,
    readonly length: number,
    private readonly size: number,
  ) {}

  /** Where an element begins. */
  position(i: number): number {
    return this.at + i * this.size;
  }

  /**
   * An integer of a structure, as a size or a position in bytes.
   *
   * @throws ProtocolError 400 when it is negative
   */
  length64(i: number, offset = 0): number {
    return toLength(this.view.getBigInt64(this.position(i) + offset, true));
  }
}

/** @throws ProtocolError 400 when an integer is no length */
export function toLength(value: bigint): number {
  const length = Number(value);
  if (!Number.isSafeInteger(length) || length < 0) throw malformed(`${value} is no length`);
  return length;
}
