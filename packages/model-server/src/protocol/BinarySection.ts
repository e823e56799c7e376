import { ProtocolError, quote } from './ProtocolError';

/** The binary data after a request's JSON, which its inputs take their parts of in their order. */
export class BinarySection {
  private taken = 0;

  constructor(private readonly bytes: Buffer) {}

  /**
   * The next bytes, in place.
   *
   * @param size - an input's `binary_data_size`
   * @throws ProtocolError 400 when that is no size, or there is less
   */
  take(input: string, size: unknown): Buffer {
    if (!Number.isSafeInteger(size) || (size as number) < 0) {
      throw new ProtocolError(
        400,
        `Input ${quote(input)}: 'binary_data_size' must be a number of bytes, got ${quote(size)}`,
      );
    }
    const rest = this.bytes.length - this.taken;
    if ((size as number) > rest) {
      throw new ProtocolError(
        400,
        `Input ${quote(input)}: 'binary_data_size' is ${size}, the body has ${rest} bytes left`,
      );
    }
    const from = this.taken;
    this.taken += size as number;
    return this.bytes.subarray(from, this.taken);
  }

  /** @throws ProtocolError 400 when the inputs have left something */
  checkTaken(): void {
    const rest = this.bytes.length - this.taken;
    if (rest === 0) return;
    throw new ProtocolError(400, `The body has ${rest} bytes that belong to no input`);
  }
}
