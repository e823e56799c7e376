import fc from 'fast-check';
import { extractNumbers } from './extractNumbers';

/** What JSON.parse makes of the text once the numbers are put back. */
function parse(json: string | Uint8Array): unknown {
  const { text, numbers } = extractNumbers(Buffer.from(json as string));
  return JSON.parse(text, (key, value) => {
    const taken = key === 'data' && Array.isArray(value) && value.length === 1;
    return taken && typeof value[0] === 'number' ? Array.from(numbers[value[0]]) : value;
  });
}

const outcome = (read: () => unknown) => {
  try {
    return read();
  } catch {
    return 'no JSON';
  }
};

const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(value => value.toFixed(6)),
  fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][+-]?\d{1,3})?$/),
);
const blank = fc.constantFrom('', '', '', ' ', '\n\t', '\r ');
const array = fc
  .array(
    fc.tuple(blank, number, blank).map(parts => parts.join('')),
    { maxLength: 40 },
  )
  .map(items => `[${items.join()}]`);

describe('extractNumbers', () => {
  it('leaves nothing of flat arrays of numbers in the text', () => {
    const { text, numbers } = extractNumbers(
      Buffer.from('{"a": {"data" : [1, -2.5e3,\n0] }, "data":[4], "datum":[5], "shape":[6]}'),
    );
    expect(text).toBe('{"a": {"data" : [0] }, "data":[1], "datum":[5], "shape":[6]}');
    expect(numbers.map(values => Array.from(values))).toEqual([[1, -2500, 0], [4]]);
  });

  it.each([
    '{"data":[]}',
    '{"data":[null]}',
    '{"data":[1,[2]]}',
    '{"data":[[1,2],[3,4]]}',
    '{"data":["1"]}',
    '{"data":[true, 1]}',
    '{"data":5}',
    '["data", [1]]',
    '{"x":"\\"data\\":[1,2]"}',
    '{"x\\\\":"data","y":[1]}',
    '{"d\\u0061ta":["a"]}',
  ])('leaves %s as it is', json => {
    expect(extractNumbers(Buffer.from(json))).toEqual({ text: json, numbers: [] });
  });

  it('takes numbers out however their key is written, so that nobody can pass theirs for ours', () => {
    const escaped = [...'data'].map(letter => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
    const json = `{"a":{"data":[7]},"b":{"d\\u0061ta":[0]},"c":{"${escaped}":[1, 2]},"${escaped}":[["a"]]}`;
    const { text, numbers } = extractNumbers(Buffer.from(json));
    expect(numbers.map(values => Array.from(values))).toEqual([[7], [0], [1, 2]]);
    expect(Object.values(JSON.parse(text)).map((one: any) => one.data)).toEqual([
      [0],
      [1],
      [2],
      undefined,
    ]);
  });

  it.each(['[01]', '[1.]', '[.5]', '[+1]', '[-]', '[1e]', '[1e+]', '[1,]', '[,1]', '[1 2]', '[1'])(
    'leaves %s for JSON.parse to refuse',
    data => {
      const json = `{"data":${data}}`;
      expect(extractNumbers(Buffer.from(json)).numbers).toEqual([]);
    },
  );

  it('keeps the sign of zero, and numbers beyond what there is', () => {
    const { numbers } = extractNumbers(Buffer.from('{"data":[-0, -0.0, 1e400, -1e400, 5e-324]}'));
    expect(Array.from(numbers[0])).toEqual([-0, -0, Infinity, -Infinity, 5e-324]);
  });

  it('reads every number as JSON.parse does', () => {
    fc.assert(
      fc.property(array, data => {
        const json = `{"inputs":[{"name":"x","data":${data}}],"data":${data}}`;
        expect(parse(json)).toEqual(JSON.parse(json));
      }),
      { numRuns: 3000 },
    );
  });

  it('makes the same of any text as JSON.parse', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, value, array, (some, other, data) => {
        const json = `{"data":${JSON.stringify(some)},"x":{"data":${data},"y":${JSON.stringify(other)}}}`;
        expect(parse(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('refuses what JSON.parse refuses, and nothing else', () => {
    const json = '{"inputs":[{"data":[1,2.5,-3e2],"name":"d\\"a"}],"data":[0.1,  22]}';
    fc.assert(
      fc.property(
        fc.nat(json.length - 1),
        fc.nat(2),
        fc.string({ maxLength: 3 }),
        (at, cut, put) => {
          const changed = json.slice(0, at) + put + json.slice(at + cut);
          expect(outcome(() => parse(changed))).toEqual(outcome(() => JSON.parse(changed)));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('takes a text for the same as the last one only when nothing but its numbers differs', () => {
    const like = (some: string, other: string) =>
      `{"inputs":[{"name":"h\u00e4ufig","data":${some}},{"data" : ${other},"name":"d\\"a"}],"data":[[1]]}`;
    fc.assert(
      fc.property(
        fc.tuple(array, array, array, array),
        fc.nat(400),
        fc.nat(2),
        fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('"', ',', ']', '[', '\\', '1')),
        ([some, other, next, last], at, cut, put) => {
          parse(like(some, other));
          const same = like(next, last);
          expect(parse(same)).toEqual(JSON.parse(same));
          const changed = same.slice(0, at) + put + same.slice(at + cut);
          expect(outcome(() => parse(changed))).toEqual(outcome(() => JSON.parse(changed)));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('has the same string for texts that are the same around their numbers', () => {
    const read = (json: string) => extractNumbers(Buffer.from(json));
    const first = read('{"id":"a","inputs":[{"name":"x","data":[1,2]},{"data":[3]}]}');
    const next = read('{"id":"a","inputs":[{"name":"x","data":[4.5 , 6]},{"data":[]}]}');
    expect(next.numbers.map(values => Array.from(values))).toEqual([[4.5, 6]]);
    const again = read('{"id":"a","inputs":[{"name":"x","data":[1,2]},{"data":[3]}]}');
    expect(again.text).toBe(first.text);
    expect(again.numbers.map(values => Array.from(values))).toEqual([[1, 2], [3]]);
  });
});
