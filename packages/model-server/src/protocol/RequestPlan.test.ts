import fc from 'fast-check';
import { decodeInferRequest, InferRequest } from './decodeInferRequest';
import { ModelSignature } from './ModelSignature';
import { parseInferBody } from './parseInferBody';

const LIMITS = { maxRows: 10, maxTensorElements: 100 };
const inputs = [
  { name: 'a', datatype: 'FP32' as const, shape: [-1, 2] },
  { name: 'b', datatype: 'INT64' as const, shape: [-1] },
];
const signature: ModelSignature = { inputs, outputs: [{ ...inputs[0], name: 'y' }] };

const outcome = (read: () => InferRequest) => {
  try {
    return read();
  } catch (error) {
    return (error as Error).message;
  }
};

/** As a server reads it, which may have read one like it before. */
const asServed = (text: string) => {
  const { json, ...read } = parseInferBody(Buffer.from(text), undefined);
  return decodeInferRequest(json, signature, LIMITS, read);
};

const afresh = (text: string) => decodeInferRequest(JSON.parse(text), signature, LIMITS);

const numbers = (length: number) =>
  fc.array(
    fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, max: 1e39, min: -1e39 })),
    { minLength: Math.max(0, length - 1), maxLength: length + 1 },
  );

describe('a request whose text was read before', () => {
  it('is read, or refused, as if it were the first', () => {
    const request = fc.integer({ min: 1, max: 3 }).chain(rows =>
      fc.record({
        rows: fc.constant(rows),
        a: numbers(rows * 2),
        b: fc.array(fc.integer(), { minLength: rows, maxLength: rows }),
        id: fc.constantFrom(undefined, 'x'),
        nulls: fc.integer({ min: 0, max: 20 }).map(one => one === 0),
        outputs: fc.constantFrom(undefined, [{ name: 'y' }], [{ name: 'z' }]),
        swapped: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(request, ({ rows, a, b, id, nulls, outputs, swapped }) => {
        const given = [
          { name: 'a', datatype: 'FP32', shape: [rows, 2], data: nulls ? [null, ...a] : a },
          { name: 'b', datatype: 'INT64', shape: [rows], data: b },
        ];
        const text = JSON.stringify({ id, outputs, inputs: swapped ? given.reverse() : given });
        // Three times: parsed, planned, followed.
        for (let i = 0; i < 3; i++) {
          expect(outcome(() => asServed(text))).toEqual(outcome(() => afresh(text)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is read anew for another model', () => {
    const text = JSON.stringify({
      inputs: [
        { name: 'a', datatype: 'FP32', shape: [1, 2], data: [1, 2] },
        { name: 'b', datatype: 'INT64', shape: [1], data: [3] },
      ],
    });
    for (let i = 0; i < 3; i++) asServed(text);
    const other: ModelSignature = { ...signature, inputs: [inputs[0]] };
    const { json, ...read } = parseInferBody(Buffer.from(text), undefined);
    expect(() => decodeInferRequest(json, other, LIMITS, read)).toThrow('Unknown input "b"');
    expect(() =>
      decodeInferRequest(json, signature, { ...LIMITS, maxTensorElements: 1 }, read),
    ).toThrow('more than 1 elements');
  });

  it('gives each request tensors of its own', () => {
    const text = (value: number) =>
      `{"inputs":[{"name":"a","datatype":"FP32","shape":[1,2],"data":[${value},2]},{"name":"b","datatype":"INT64","shape":[1],"data":[3]}]}`;
    const read = [1, 5, 7, 9].map(value => asServed(text(value)));
    expect(read.map(({ inputs: tensors }) => tensors.get('a')!.data[0])).toEqual([1, 5, 7, 9]);
  });
});
