import * as arrow from 'apache-arrow';
import { writeArrow } from '../../testing/tables';
import { Datatype, Tensor } from '../Datatype';
import { toHalf } from '../half';
import { ModelSignature } from '../ModelSignature';
import { decodeTable, encodeTable, hasRows, tableFormatOf } from '.';

const LIMITS = { maxRows: 3, maxTensorElements: 8 };

const SIGNATURE: ModelSignature = {
  inputs: [
    { name: 'age', datatype: 'FP32', shape: [-1, 1] },
    { name: 'carrier', datatype: 'BYTES', shape: [-1] },
  ],
  outputs: [
    { name: 'label', datatype: 'INT64', shape: [-1] },
    { name: 'probabilities', datatype: 'FP32', shape: [-1, 2] },
    { name: 'zipmap', unsupported: 'it is a map', remedy: 'leave it out' },
  ],
};

const one = (datatype: Datatype, shape = [-1]): ModelSignature => ({
  inputs: [{ name: 'x', datatype, shape }],
  outputs: [],
});

const rows = (json: object, signature = SIGNATURE) =>
  decodeTable({ format: 'rows', json }, signature, LIMITS);
const csv = (text: string, signature = SIGNATURE) =>
  decodeTable({ format: 'csv', bytes: Buffer.from(text) }, signature, LIMITS);
const column = (type: arrow.DataType, values: unknown[], datatype: Datatype) =>
  decodeTable(
    { format: 'arrow-stream', bytes: writeArrow([{ name: 'x', type, values }]) },
    one(datatype),
    LIMITS,
  ).inputs.get('x')!.data;

describe('how a table is told', () => {
  it.each([
    ['text/csv', 'csv'],
    ['Text/CSV; charset=utf-8', 'csv'],
    ['application/vnd.apache.arrow.stream', 'arrow-stream'],
    ['application/vnd.apache.arrow.file ;x=y', 'arrow-file'],
    ['application/json', undefined],
    ['text/csvx', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (type, format) => {
    expect(tableFormatOf(type)).toBe(format);
  });

  it('by the rows of JSON', () => {
    expect([{ rows: [] }, { rows: 1, inputs: [] }].map(hasRows)).toEqual([true, true]);
    expect([null, [], 'rows', { inputs: [] }, Object.create({ rows: [] })].map(hasRows)).toEqual(
      Array(5).fill(false),
    );
  });
});

describe('rows', () => {
  it('have an id, parameters and names of outputs', () => {
    const json = {
      id: 'a',
      parameters: { event_time: 'x' },
      outputs: ['probabilities'],
      rows: [{ carrier: 'UA', age: 1 }],
    };
    expect(rows(json)).toMatchObject({
      id: 'a',
      parameters: { event_time: 'x' },
      outputs: ['probabilities'],
      rows: 1,
    });
    expect(rows({ ...json, outputs: [] }).outputs).toBeUndefined();
  });

  const row = { age: 1, carrier: 'UA' };

  it.each([
    [{ rows: [row], inputs: [] }, "'rows' and 'inputs', of which one is allowed"],
    [{ rows: [] }, "'rows' is empty"],
    [{ rows: row }, "'rows' must be an array of objects"],
    [{ rows: [row, [1, 2]] }, 'rows[1] must be a JSON object'],
    [{ rows: [row, { age: 1 }] }, 'rows[1] has no column "carrier", which rows[0] has'],
    [{ rows: [row, { ...row, b: 1 }] }, `rows[1] has a column "b", which rows[0] doesn't`],
    [
      { rows: [row, { ...row, age: '1' }] },
      'rows[1], column "age": got "1", expected FP32: a number',
    ],
    [{ rows: [{ ...row, carrier: null }] }, 'rows[0], column "carrier": got null, expected BYTES'],
    [{ rows: [row, row, row, row] }, 'more than 3 rows'],
    [{ rows: [row], id: 1 }, "'id' must be a string"],
    [{ rows: [row], parameters: [] }, "'parameters' must be a JSON object"],
    [{ rows: [row], outputs: 'label' }, "'outputs' must be an array of names"],
    [{ rows: [row], outputs: [{ name: 'label' }] }, "'outputs' must be an array of names"],
    [{ rows: [row], outputs: ['zipmap'] }, `Output "zipmap" can't be served`],
    [{ rows: [row], outputs: ['label', 'label'] }, 'requested twice'],
    [{ rows: [JSON.parse('{"__proto__":1,"age":1}')] }, 'Unknown column "__proto__"'],
  ])('%j', (json, expected) => {
    expect(() => rows(json)).toThrow(expected);
  });
});

describe('CSV', () => {
  it('has lines that end in any way, and a byte order mark', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['\ufeffcarrier,age', '"U,""A""",1e0', '', ', NaN', ''].join(end);
      const { inputs } = csv(text);
      expect(inputs.get('age')!.data).toEqual(Float32Array.of(1, NaN));
      expect(inputs.get('carrier')!.data).toEqual(['U,"A"', '']);
    }
  });

  it('has an empty line for a missing value where there is one column', () => {
    expect(csv('x\n1\n\n""\n', one('FP32')).inputs.get('x')!.data).toEqual(
      Float32Array.of(1, NaN, NaN),
    );
  });

  it.each([
    ['FP64', '+1.5e1', Float64Array.of(15)],
    ['FP64', '.5', Float64Array.of(0.5)],
    ['FP64', ' 007. ', Float64Array.of(7)],
    ['FP64', '-inf', Float64Array.of(-Infinity)],
    ['FP16', 'Infinity', Uint16Array.of(0x7c00)],
    ['INT32', '3.0', Int32Array.of(3)],
    ['INT64', '+9223372036854775807', BigInt64Array.of(2n ** 63n - 1n)],
    ['BOOL', 'TRUE', Uint8Array.of(1)],
    ['BOOL', ' False', Uint8Array.of(0)],
    ['BYTES', ' 1 ', [' 1 ']],
  ] as const)('%s takes %j', (datatype, text, data) => {
    expect(csv(`x\n${text}\n`, one(datatype)).inputs.get('x')!.data).toEqual(data);
  });

  it.each([
    ['FP32', 'abc'],
    ['FP32', '1e39'],
    ['FP64', '1e999'],
    ['FP32', '0x10'],
    ['FP32', '1_000'],
    ['FP32', '1 000'],
    ['FP32', 'NA'],
    ['FP32', 'true'],
    ['INT32', '1.5'],
    ['INT32', ''],
    ['INT32', 'NaN'],
    ['INT32', 'inf'],
    ['INT64', '9223372036854775808'],
    ['INT64', '1e18'],
    ['UINT8', '-1'],
    ['BOOL', '1'],
    ['BOOL', ''],
    ['BYTES', 'a\0b'],
  ] as const)('%s refuses %j, with its line and column', (datatype, text) => {
    expect(() => csv(`x\n${text}\n`, one(datatype))).toThrow(
      `Line 2, column "x": got ${JSON.stringify(text)}, expected ${datatype}`,
    );
  });

  it.each([
    ['', 'The body is empty'],
    ['\n\n', 'The body is empty'],
    ['age,carrier', 'The request has no rows'],
    ['age,carrier\n1,UA\n1', 'Line 3: expected 2 fields, got 1'],
    ['age,carrier\n1,UA,2\n', 'Line 2: expected 2 fields, got more'],
    [
      'age,carrier\n1,"U\nA"\n2,"x"y\n',
      'Line 4: the body is not CSV, it has something after the quote',
    ],
    ['age,carrier\n1,"UA', 'Line 2: the body is not CSV, it has a quote that is not closed'],
    ['age,carrier\n1,U"A', 'Line 2: the body is not CSV, it has a quote in a field'],
    ['age;carrier\n1;UA', 'Unknown column "age;carrier"'],
    ['age,carrier\n1,a\n1,a\n1,a\n1,a\n', 'more than 3 rows'],
    ['1,UA\n2,UA', 'Line 1: expected names of columns, got the number "1"'],
  ])('%j is refused', (text, expected) => {
    expect(() => csv(text)).toThrow(expected);
  });

  it('is UTF-8', () => {
    const bytes = Buffer.from('age,carrier\n1,\xfc', 'latin1');
    expect(() => decodeTable({ format: 'csv', bytes }, SIGNATURE, LIMITS)).toThrow('not UTF-8');
  });

  it('does not take a first line of data for names', () => {
    expect(() => csv('5.1,3.5\n4.9,3.0\n', one('FP32', [-1, 2]))).toThrow(
      'Line 1: expected names of columns, got the number "5.1"; the model takes "x[0]" to "x[1]"',
    );
    expect(csv('sepal,petal\n1,2\n', one('FP32', [-1, 2])).inputs.get('x')).toEqual({
      datatype: 'FP32',
      shape: [1, 2],
      data: Float32Array.of(1, 2),
    });
  });

  it('has the rows that a fixed batch has', () => {
    const fixed = one('FP32', [2, 1]);
    expect(csv('x\n1\n2\n', fixed)).toMatchObject({ rows: 2 });
    expect(() => csv('x\n1\n', fixed)).toThrow('expected shape [2,1], got [1,1]');
  });

  it('has no more elements than a tensor may have', () => {
    expect(() => csv('a,b,c\n1,2,3\n1,2,3\n1,2,3\n', one('FP32', [-1, 3]))).toThrow(
      'has more than 8 elements',
    );
    const wide = Array.from({ length: 9 }, (_, i) => `c${i}`).join();
    expect(() => csv(`${wide}\n${wide}`, one('BYTES', [-1, 9]))).toThrow(
      'has more than 8 elements',
    );
  });
});

describe('Arrow', () => {
  const refusal = (type: arrow.DataType, values: unknown[], datatype: Datatype) => () =>
    column(type, values, datatype);

  it('takes integers for floats that have just their value', () => {
    expect(column(new arrow.Int32(), [2 ** 24, -(2 ** 24)], 'FP32')).toEqual(
      Float32Array.of(2 ** 24, -(2 ** 24)),
    );
    expect(refusal(new arrow.Int32(), [0, 2 ** 24 + 1], 'FP32')).toThrow(
      'Row with index 1, column "x": got 16777217, expected FP32: a number in its range, of integer types up to 2^24',
    );
    expect(column(new arrow.Int64(), [2n ** 53n], 'FP64')).toEqual(Float64Array.of(2 ** 53));
    expect(refusal(new arrow.Int64(), [2n ** 53n + 1n], 'FP64')).toThrow('got 9007199254740993');
    expect(refusal(new arrow.Uint16(), [2049], 'FP16')).toThrow('got 2049');
  });

  it('takes numbers for integers that have just their value', () => {
    expect(column(new arrow.Float64(), [3, -7], 'INT32')).toEqual(Int32Array.of(3, -7));
    expect(column(new arrow.Int64(), [3n], 'UINT8')).toEqual(Uint8Array.of(3));
    expect(column(new arrow.Uint64(), [2n ** 64n - 1n], 'UINT64')).toEqual(
      BigUint64Array.of(2n ** 64n - 1n),
    );
    expect(refusal(new arrow.Float64(), [3.5], 'INT32')).toThrow(
      'got 3.5, expected INT32: an integer from',
    );
    expect(refusal(new arrow.Int64(), [300n], 'UINT8')).toThrow('got 300, expected UINT8');
    expect(refusal(new arrow.Uint64(), [2n ** 63n], 'INT64')).toThrow('got 9223372036854775808');
    expect(refusal(new arrow.Float64(), [NaN], 'INT32')).toThrow('got NaN');
  });

  it('has NaN, a null, and infinity', () => {
    const values = [NaN, null, Infinity];
    expect(column(new arrow.Float64(), values, 'FP32')).toEqual(
      Float32Array.of(NaN, NaN, Infinity),
    );
    expect(column(new arrow.Float32(), [Infinity], 'FP16')).toEqual(Uint16Array.of(0x7c00));
    expect(refusal(new arrow.Float64(), [1e39], 'FP32')).toThrow('got 1e+39, expected FP32');
    expect(refusal(new arrow.Bool(), [true, null], 'BOOL')).toThrow(
      'Row with index 1, column "x": got null',
    );
  });

  it('converts neither text nor booleans', () => {
    expect(refusal(new arrow.Utf8(), ['1'], 'FP32')).toThrow(
      `Column "x" is of Arrow's type utf8, expected FP32`,
    );
    expect(refusal(new arrow.Bool(), [true], 'FP32')).toThrow(`of Arrow's type bool`);
    expect(refusal(new arrow.Int8(), [1], 'BOOL')).toThrow(`of Arrow's type int8, expected BOOL`);
    expect(refusal(new arrow.Int8(), [1], 'BYTES')).toThrow(`of Arrow's type int8, expected BYTES`);
    expect(refusal(new arrow.Utf8(), ['a\0'], 'BYTES')).toThrow(
      'expected BYTES: a string without NUL',
    );
  });

  it('is bounded as other requests are', () => {
    expect(refusal(new arrow.Float32(), [1, 2, 3, 4], 'FP32')).toThrow('more than 3 rows');
    expect(refusal(new arrow.Float32(), [], 'FP32')).toThrow('no rows');
  });

  it('is what its content type says', () => {
    const stream = writeArrow([{ name: 'x', type: new arrow.Float32(), values: [1] }]);
    const decode = (format: 'arrow-stream' | 'arrow-file', bytes: Buffer) => () =>
      decodeTable({ format, bytes }, one('FP32'), LIMITS);
    expect(decode('arrow-file', stream)).toThrow("it doesn't begin and end as a file does");
    expect(decode('arrow-stream', Buffer.alloc(0))).toThrow("it doesn't begin with a schema");
    expect(decode('arrow-stream', stream.subarray(0, -20))).toThrow('it is cut short');
    expect(decode('arrow-stream', Buffer.concat([stream, stream]))).toThrow(
      'something follows its end',
    );
  });
});

describe('answers', () => {
  const outputs = new Map<string, Tensor>([
    ['label', { datatype: 'INT64', shape: [2], data: BigInt64Array.of(1n, 2n ** 60n) }],
    ['p', { datatype: 'FP32', shape: [2, 2], data: Float32Array.of(0.5, NaN, Infinity, -1) }],
    ['half', { datatype: 'FP16', shape: [2, 1], data: Uint16Array.of(toHalf(0.25), 0x7c00) }],
    ['yes', { datatype: 'BOOL', shape: [2], data: Uint8Array.of(1, 0) }],
    ['text', { datatype: 'BYTES', shape: [2], data: ['a,"b"', 'ü'] }],
  ]);
  const model = { name: 'm', version: '3' };
  const encode = (format: Parameters<typeof encodeTable>[0], given = outputs, id?: string) =>
    encodeTable(format, model, { id, rows: 2 }, given);

  it('in rows', async () => {
    const { contentType, body } = await encode('rows', outputs, 'i');
    expect(contentType).toBe('application/json');
    expect(JSON.parse(body as string)).toEqual({
      model_name: 'm',
      model_version: '3',
      id: 'i',
      rows: [
        { label: 1, 'p[0]': 0.5, 'p[1]': null, half: 0.25, yes: true, text: 'a,"b"' },
        {
          label: '1152921504606846976',
          'p[0]': null,
          'p[1]': -1,
          half: null,
          yes: false,
          text: 'ü',
        },
      ],
    });
  });

  it('in CSV', async () => {
    const { contentType, body } = await encode('csv');
    expect(contentType).toBe('text/csv; charset=utf-8; header=present');
    expect(body).toBe(
      'label,p[0],p[1],half,yes,text\r\n' +
        '1,0.5,,0.25,true,"a,""b"""\r\n' +
        '1152921504606846976,inf,-1,inf,false,ü\r\n',
    );
    const text = new Map([['t', { datatype: 'BYTES', shape: [2], data: ['', ' '] } as Tensor]]);
    expect((await encode('csv', text)).body).toBe('t\r\n""\r\n" "\r\n');
  });

  it.each(['arrow-stream', 'arrow-file'] as const)('in %s', async format => {
    const { contentType, body } = await encode(format, outputs, 'i');
    expect(contentType).toBe(`application/vnd.apache.arrow.${format.slice(6)}`);
    const table = arrow.tableFromIPC(body as Buffer);
    expect(Object.fromEntries(table.schema.metadata)).toEqual({
      model_name: 'm',
      model_version: '3',
      id: 'i',
    });
    expect(table.schema.fields.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'label: Int64',
      'p[0]: Float32',
      'p[1]: Float32',
      'half: Float16',
      'yes: Bool',
      'text: Utf8',
    ]);
    expect(table.toArray().map(row => Object.values(row!.toJSON()))).toEqual([
      [1n, 0.5, NaN, 0.25, true, 'a,"b"'],
      [2n ** 60n, Infinity, -1, Infinity, false, 'ü'],
    ]);
  });

  it('only of outputs that have rows', () => {
    const other = (shape: number[]) =>
      new Map<string, Tensor>([['o', { datatype: 'FP32', shape, data: new Float32Array(8) }]]);
    for (const shape of [[], [1], [8], [2, 2, 2]]) {
      expect(() => encode('rows', other(shape))).toThrow(
        `Output "o" of shape [${shape}] has no columns of 2 rows; use the protocol's JSON`,
      );
    }
    const twice = new Map([...other([2, 4]), ['o[1]', other([2]).get('o')!]]);
    expect(() => encode('csv', twice)).toThrow('Two outputs have a column "o[1]"');
  });
});
