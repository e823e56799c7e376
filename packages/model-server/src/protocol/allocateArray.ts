/** Smaller arrays share memory. Of a Float64Array it is 128 elements. */
const MAX_SHARED_BYTES = 1024;
const SLAB_BYTES = 16 * 1024;
/** Where arrays of any type can begin. */
const ALIGNMENT = 8;

interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
  new (length: number): T;
}

let slab = new ArrayBuffer(SLAB_BYTES);
let used = 0;

/**
 * A typed array of zeros. Small ones are views of memory that none has had before: to have memory of its own takes an
 * array ten times as long, and the garbage collector has to give each back.
 */
export function allocateArray<T>(Type: ArrayType<T>, length: number): T {
  const bytes = length * Type.BYTES_PER_ELEMENT;
  if (bytes > MAX_SHARED_BYTES) return new Type(length);
  if (used + bytes > SLAB_BYTES) {
    slab = new ArrayBuffer(SLAB_BYTES);
    used = 0;
  }
  const array = new Type(slab, used, length);
  used += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  return array;
}
