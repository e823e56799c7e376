import { ProfileFormatError } from '../errors';

/**
 * Appends an integer in [0, 2⁵³) as LEB128: seven bits a byte, the lowest first. Arithmetic instead of
 * shifts, since those stop at 32 bits.
 */
export function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Reads integers one after another. */
export class VarintReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.position === this.bytes.length;
  }

  /** @throws ProfileFormatError when the bytes end within a number or it is 2⁵³ or more */
  read(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (this.done) throw new ProfileFormatError('The bytes end within a number');
      const byte = this.bytes[this.position++];
      value += (byte % 128) * scale;
      if (!Number.isSafeInteger(value)) throw new ProfileFormatError('A number is 2⁵³ or more');
      if (byte < 128) return value;
      scale *= 128;
    }
  }
}
