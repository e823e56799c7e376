import fc from 'fast-check';
import { Datatype, DATATYPES } from './Datatype';
import { decodeInferBody } from './decodeInferBody';
import { fromHalf } from './half';
import { ModelSignature, TensorSignature } from './ModelSignature';
import { ProtocolError } from './ProtocolError';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** 100,000 passed when this was written; every run of the tests tries some others. */
const cases = Number(process.env.FUZZ_CASES ?? 5_000);

jest.setTimeout(60_000 + cases * 20);

beforeAll(() => {
  process.stderr.write(`jsonBody.test.ts: FUZZ_SEED=${seed} FUZZ_CASES=${cases}\n`);
});

const LIMITS = { maxRows: 6, maxTensorElements: 400 };

/** All finite halves, from the least to the largest. */
const HALVES = Array.from({ length: 0x7c00 }, (_, bits) => fromHalf(bits));

/** The nearest half, of two the one whose last bit is 0: IEEE 754, 4.3.1. */
function roundToHalf(value: number): number | undefined {
  const size = Math.abs(value);
  if (size >= 65_520) return undefined;
  let [below, above] = [0, HALVES.length];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (HALVES[middle] <= size) below = middle;
    else above = middle;
  }
  const next = HALVES[above] ?? 65_536;
  const [down, up] = [size - HALVES[below], next - size];
  const isUp = down > up || (down === up && below % 2 === 1);
  return (value < 0 || Object.is(value, -0) ? -1 : 1) * (isUp ? next : HALVES[below]);
}

const INTEGERS: Partial<Record<Datatype, readonly [min: bigint, max: bigint]>> = {
  UINT8: [0n, 255n],
  UINT16: [0n, 65_535n],
  UINT32: [0n, 2n ** 32n - 1n],
  UINT64: [0n, 2n ** 64n - 1n],
  INT8: [-128n, 127n],
  INT16: [-(2n ** 15n), 2n ** 15n - 1n],
  INT32: [-(2n ** 31n), 2n ** 31n - 1n],
  INT64: [-(2n ** 63n), 2n ** 63n - 1n],
};

class Refused extends Error {}

function refuseUnless(holds: unknown): asserts holds {
  if (!holds) throw new Refused();
}

function parseJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused();
  }
}

/** What a value of the JSON is as an element: a number, bigint, boolean or string. */
function elementOf(datatype: Datatype, value: unknown): unknown {
  const range = INTEGERS[datatype];
  if (range) {
    const isWide = datatype.endsWith('64');
    if (isWide && typeof value === 'string') refuseUnless(/^-?[0-9]{1,20}$/.test(value));
    else refuseUnless(typeof value === 'number' && Number.isInteger(value));
    if (isWide && typeof value === 'number') refuseUnless(Number.isSafeInteger(value));
    const integer = BigInt(value as number | string);
    refuseUnless(integer >= range[0] && integer <= range[1]);
    return isWide ? integer : Number(integer);
  }
  if (datatype === 'BOOL') {
    refuseUnless(value === true || value === false);
    return value;
  }
  if (datatype === 'BYTES') {
    refuseUnless(typeof value === 'string' && !value.includes('\0'));
    return value;
  }
  if (value === null) return NaN;
  refuseUnless(typeof value === 'number');
  if (datatype === 'FP64') {
    refuseUnless(Number.isFinite(value));
    return value;
  }
  if (datatype === 'FP16') {
    const half = roundToHalf(value);
    refuseUnless(half !== undefined);
    return half;
  }
  const single = new DataView(new ArrayBuffer(4));
  single.setFloat32(0, value);
  refuseUnless(Number.isFinite(single.getFloat32(0)));
  return single.getFloat32(0);
}

/** The elements below one dimension of nested data. */
function flatten(data: unknown, [size, ...inner]: readonly number[]): unknown[] {
  refuseUnless(Array.isArray(data) && data.length === size);
  return inner.length === 0 ? data : data.flatMap(part => flatten(part, inner));
}

type Decoded = Record<string, { shape: number[]; values: unknown[] }>;

/** The inputs of a body of the protocol's JSON, read in one obvious way. */
function reference(text: string, { inputs: signatures, outputs }: ModelSignature): Decoded {
  const body = parseJson(text);
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  refuseUnless(isObject(body) && Array.isArray(body.inputs));
  refuseUnless(body.id === undefined || typeof body.id === 'string');
  refuseUnless(body.parameters === undefined || isObject(body.parameters));
  const decoded: Decoded = {};
  for (const input of body.inputs) {
    refuseUnless(isObject(input));
    const signature = signatures.find(({ name }) => name === input.name);
    refuseUnless(signature && !(signature.name in decoded));
    refuseUnless(input.datatype === signature.datatype);
    refuseUnless(input.parameters === undefined || isObject(input.parameters));
    const { shape } = input;
    refuseUnless(Array.isArray(shape) && shape.length === signature.shape.length);
    shape.forEach((size, i) => {
      const expected = signature.shape[i];
      refuseUnless(expected === -1 ? Number.isSafeInteger(size) && size >= 1 : size === expected);
    });
    const elements = shape.reduce((product: number, size: number) => product * size, 1);
    refuseUnless(elements <= LIMITS.maxTensorElements && Array.isArray(input.data));
    const isNested = shape.length > 1 && Array.isArray(input.data[0]);
    const data = isNested ? flatten(input.data, shape) : (input.data as unknown[]);
    refuseUnless(data.length === elements);
    const values = data.map(value => elementOf(signature.datatype, value));
    decoded[signature.name] = { shape: shape as number[], values };
  }
  refuseUnless(signatures.every(({ name }) => name in decoded));
  const rows = new Set(
    signatures.filter(({ shape }) => shape[0] === -1).map(({ name }) => decoded[name].shape[0]),
  );
  refuseUnless(rows.size <= 1 && [...rows].every(count => count <= LIMITS.maxRows));
  if (body.outputs !== undefined) {
    refuseUnless(Array.isArray(body.outputs) && body.outputs.every(isObject));
    const names = body.outputs.map(({ name }: Record<string, unknown>) => name);
    refuseUnless(new Set(names).size === names.length);
    refuseUnless(names.every(asked => outputs.some(({ name }) => name === asked)));
  }
  return decoded;
}

/** What the decoder reads, in the form of the reference. */
function decode(text: string, signature: ModelSignature): Decoded {
  const head = { headerLength: undefined, table: undefined };
  const { infer } = decodeInferBody(Buffer.from(text), head, signature, LIMITS);
  return Object.fromEntries(
    Array.from(infer.inputs, ([name, { datatype, shape, data }]) => {
      const values = Array.from(data as ArrayLike<unknown>, value => {
        if (datatype === 'FP16') return fromHalf(value as number);
        return datatype === 'BOOL' ? value === 1 : value;
      });
      return [name, { shape: [...shape], values }];
    }),
  );
}

const REFUSED = 'refused';

function orRefused(read: () => Decoded): Decoded | typeof REFUSED {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return REFUSED;
    if (error instanceof ProtocolError && error.status === 400 && error.message) return REFUSED;
    throw error;
  }
}

const datatype = fc.constantFrom(...DATATYPES);
const shape = fc.constantFrom<number[]>(
  [-1],
  [-1, 1],
  [-1, 3],
  [-1, 40],
  [-1, -1],
  [2],
  [],
  [-1, 2, 2],
);

const signatureOf = (shapes: fc.Arbitrary<number[]>) =>
  fc.array(fc.tuple(datatype, shapes), { minLength: 1, maxLength: 3 }).map(inputs =>
    inputs.map(([type, sizes], i): TensorSignature => {
      return { name: ['x', 'data', '__proto__x'][i], datatype: type, shape: sizes };
    }),
  );

/** How a number may be written. */
const spelled = (number: fc.Arbitrary<number>) =>
  fc
    .tuple(number, fc.constantFrom('plain', 'exponent', 'fraction', 'blank'))
    .map(([value, spelling]) => {
      const plain = JSON.stringify(value);
      if (spelling === 'exponent') return value.toExponential();
      if (spelling === 'fraction' && /^-?\d+$/.test(plain)) return `${plain}.0`;
      return spelling === 'blank' ? ` \n${plain}\t` : plain;
    });

const odd = fc.constantFrom(
  ...['1.5', '-1', '256', '65519.99', '65520', '1e39', '-1e39', '1e400', '-0', '-0.0', '5e-324'],
  ...['3.4028235e38', '3.4028235677973366e38', '2049', '6e-8', '2.98e-8', '9007199254740992'],
  ...['"9223372036854775807"', '"9223372036854775808"', '"-9223372036854775808"', '"-0"', '"1.0"'],
  ...['"18446744073709551615"', '"18446744073709551616"', '"000000000000000000001"', '"1"', '""'],
  ...['null', 'true', 'false', '[]', '[1]', '{}', '{"data":[1]}', '"a\\u0000b"', '"\\ud800"', '01'],
);

/** The text of an element that is mostly one of its datatype. */
function elementText(type: Datatype): fc.Arbitrary<string> {
  const range = INTEGERS[type];
  const usual = (() => {
    if (type === 'BOOL') return fc.boolean().map(String);
    if (type === 'BYTES') return fc.string({ maxLength: 4 }).map(text => JSON.stringify(text));
    if (!range) {
      return fc.oneof(
        spelled(fc.double({ min: -60_000, max: 60_000, noNaN: true })),
        spelled(fc.integer({ min: -2_000, max: 2_000 })),
      );
    }
    if (!type.endsWith('64')) {
      return spelled(fc.integer({ min: Number(range[0]), max: Number(range[1]) }));
    }
    const most = type === 'UINT64' ? 2n ** 64n - 1n : 2n ** 63n - 1n;
    return fc.oneof(
      spelled(fc.integer({ min: 0 })),
      fc.bigInt({ min: range[0], max: most }).map(integer => `"${integer}"`),
    );
  })();
  return fc.oneof({ weight: 120, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

/** Now and then another value in the place of the right one. */
const mostly = <T>(right: T, others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 60, arbitrary: fc.constant(right) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

function nest(items: readonly string[], sizes: readonly number[]): string {
  if (sizes.length <= 1) return `[${items.join()}]`;
  const step = items.length / sizes[0];
  const parts = Array.from({ length: sizes[0] }, (_, i) =>
    nest(items.slice(i * step, (i + 1) * step), sizes.slice(1)),
  );
  return `[${parts.join(', ')}]`;
}

function inputText(
  { name, datatype: type, shape: sizes }: TensorSignature,
  rows: number,
): fc.Arbitrary<string> {
  return fc
    .record({
      width: fc.integer({ min: 1, max: 60 }),
      nested: fc.boolean(),
      given: mostly(name, ['y', '']),
      as: mostly<string>(type, ['FP32', 'INT64', 'fp32']),
      more: mostly(0, [-1, 1]),
      firstSize: mostly(rows, [0, rows + 1, 1.5]),
      twice: mostly(false, [true]),
    })
    .chain(({ width, nested, given, as, more, firstSize, twice }) => {
      const right = sizes.map((size, i) => {
        if (size !== -1) return size;
        return i === 0 ? rows : width;
      });
      const told = right.map((size, i) => (i === 0 && sizes[0] === -1 ? firstSize : size));
      const elements = right.reduce((product, size) => product * size, 1);
      return fc
        .array(elementText(type), {
          minLength: Math.max(0, elements + more),
          maxLength: Math.max(0, elements + more),
        })
        .map(items => {
          const data = nested && more === 0 ? nest(items, right) : `[${items.join()}]`;
          const fields = [
            `"name": ${JSON.stringify(given)}`,
            `"data":${data}`,
            `"datatype":"${as}"`,
            `"shape":[${told.join()}]`,
          ];
          return `{${[...fields, ...(twice ? ['"data":[1]'] : [])].join(',')}}`;
        });
    });
}

const OUTPUT: TensorSignature = { name: 'y', datatype: 'FP32', shape: [-1] };

const request = signatureOf(shape)
  .chain(inputs => fc.tuple(fc.constant(inputs), fc.integer({ min: 1, max: 7 })))
  .chain(([inputs, rows]) =>
    fc.record({
      inputs: fc.constant(inputs),
      texts: fc.tuple(...inputs.map(input => inputText(input, rows))),
      given: mostly('all', ['reversed', 'first twice', 'none']),
      further: mostly('', [
        '"id":"7",',
        '"id":7,',
        '"outputs":[{"name":"y"}],',
        '"outputs":[{"name":"y"},{"name":"y"}],',
        '"outputs":[{"name":"z"}],',
        '"outputs":[],',
        '"parameters":{"a":[1,2]},',
        '"parameters":[],',
        '"more":{"data":[1,2,3]},',
      ]),
      cut: mostly(0, [1]),
    }),
  )
  .map(({ inputs, texts, given, further, cut }) => {
    const order: Record<string, readonly string[]> = {
      all: texts,
      reversed: [...texts].reverse(),
      'first twice': [...texts, texts[0]],
      none: [],
    };
    const text = `{${further}"inputs":[${order[given].join()}]}`;
    return { signature: { inputs, outputs: [OUTPUT] }, text: text.slice(0, text.length - cut) };
  });

describe('the JSON of an infer request', () => {
  it('is read as a slow reference reads it, or refused where that refuses it', () => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(request, ({ signature, text }) => {
        const expected = orRefused(() => reference(text, signature));
        counts[expected === REFUSED ? 'refused' : 'read']++;
        expect(orRefused(() => decode(text, signature))).toEqual(expected);
      }),
      { seed, numRuns: cases },
    );
    // Neither of the two may be all that was tried.
    expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(cases / 10);
  });
});
