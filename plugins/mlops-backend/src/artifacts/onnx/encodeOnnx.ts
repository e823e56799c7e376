/** For tests: the fields of a protobuf message as `[number, value]`, so that a model can be as wrong as it likes. */
export type Fields = Array<[field: number, value: string | number | bigint | Uint8Array]>;

/** A number as protobuf writes it; a negative one has ten bytes. */
export function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

/** Encodes numbers as varints, and text and bytes with their length. */
export function message(...fields: Fields): Buffer {
  return Buffer.concat(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return [varint(field * 8), varint(value)];
      }
      const content = Buffer.from(value as Uint8Array);
      return [varint(field * 8 + 2), varint(content.length), content];
    }),
  );
}

export const node = (operator: string, inputs: string[], outputs: string[], more: Fields = []) =>
  message(
    ...inputs.map(name => [1, name] as [number, string]),
    ...outputs.map(name => [2, name] as [number, string]),
    [4, operator],
    ...more,
  );

/** A graph from x to y around the given fields. */
export const graph = (...fields: Fields) =>
  message(...fields, [11, message([1, 'x'])], [12, message([1, 'y'])]);

export const opset = message([2, 17]);

/** A model of IR version 9 and operator set 17 with the given graph. */
export const model = (graphBytes: Uint8Array, ...more: Fields) =>
  message([1, 9], [7, graphBytes], [8, opset], ...more);

export const identity = node('Identity', ['x'], ['y']);
