import { ProtocolError, quote } from './ProtocolError';

/**
 * An input's shape, checked against the signature's.
 *
 * @param expected - -1 for a free dimension
 * @throws ProtocolError 400; also for a dimension of 0, since models may divide by it
 */
export function decodeShape(
  input: string,
  expected: readonly number[],
  shape: unknown,
  maxElements: number,
): number[] {
  if (!Array.isArray(shape) || !fits(shape, expected)) {
    const given = Array.isArray(shape)
      ? `[${shape.slice(0, 8).map(quote)}${shape.length > 8 ? ',…' : ''}]`
      : quote(shape);
    throw new ProtocolError(
      400,
      `Input ${quote(input)}: expected shape [${expected}]` +
        `${expected.includes(-1) ? ' (-1: any from 1)' : ''}, got ${given}`,
    );
  }
  let elements = 1;
  for (const dimension of shape as number[]) {
    elements *= dimension;
    if (elements > maxElements) {
      throw new ProtocolError(
        400,
        `Input ${quote(input)}: shape [${shape}] has more than ${maxElements} elements`,
      );
    }
  }
  return shape as number[];
}

function fits(shape: readonly unknown[], expected: readonly number[]): boolean {
  return (
    shape.length === expected.length &&
    shape.every((dimension, i) =>
      expected[i] === -1
        ? Number.isSafeInteger(dimension) && (dimension as number) >= 1
        : dimension === expected[i],
    )
  );
}
