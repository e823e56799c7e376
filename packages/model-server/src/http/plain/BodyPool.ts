import { bytesBefore } from '../allocateBody';

/** Smaller bodies cost little, and larger ones are rare. Powers of two, in bytes. */
const SMALLEST = 16 * 1024;
const LARGEST = 4 * 1024 * 1024;

/** Bytes that are kept for bodies to come. */
const MAX_KEPT = 16 * 1024 * 1024;

/**
 * Memory for bodies, which later ones have again: to have the system clear and the garbage collector find memory for each
 * takes longer than to run a small model on what is in it.
 */
export class BodyPool {
  private readonly kept = new Map<number, Buffer[]>();
  private bytes = 0;

  /**
   * @param alignedFrom - where in it binary data begins, which is to lie where typed arrays of any datatype can begin
   * @returns what an earlier body may have left there
   */
  take(length: number, alignedFrom: number): Buffer {
    const before = bytesBefore(alignedFrom);
    const size = sizeFor(length + before);
    const whole = this.kept.get(size)?.pop();
    if (whole) this.bytes -= size;
    return (whole ?? Buffer.allocUnsafeSlow(size)).subarray(before, before + length);
  }

  /** Takes back what `take` gave, which nobody reads any more. */
  giveBack({ buffer }: Buffer): void {
    const size = buffer.byteLength;
    if (size < SMALLEST || size > LARGEST || this.bytes + size > MAX_KEPT) return;
    let kept = this.kept.get(size);
    if (!kept) this.kept.set(size, (kept = []));
    kept.push(Buffer.from(buffer as ArrayBuffer));
    this.bytes += size;
  }
}

function sizeFor(bytes: number): number {
  if (bytes < SMALLEST || bytes > LARGEST) return bytes;
  return 2 ** Math.ceil(Math.log2(bytes));
}
