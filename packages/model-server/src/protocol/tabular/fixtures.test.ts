import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Datatype } from '../Datatype';
import { decodeInferRequest } from '../decodeInferRequest';
import { fromHalf } from '../half';
import { ModelSignature } from '../ModelSignature';
import { decodeTable, BinaryTableFormat } from '.';

/** Tables written by pandas and pyarrow: fixtures/tables/make_tables.py. */
const fixture = (name: string) => readFileSync(join(__dirname, '../../../fixtures/tables', name));

const LIMITS = { maxRows: 100, maxTensorElements: 1000 };

const FLIGHTS: ModelSignature = {
  inputs: [
    { name: 'dep_delay', datatype: 'FP64', shape: [-1, 1] },
    { name: 'carrier', datatype: 'BYTES', shape: [-1] },
    { name: 'holiday', datatype: 'BOOL', shape: [-1] },
    { name: 'flight', datatype: 'INT64', shape: [-1] },
    { name: 'weather', datatype: 'FP64', shape: [-1, 2] },
  ],
  outputs: [],
};

/** What pandas says that the table has, in the protocol's JSON, which has no infinity. */
function flights() {
  const rows: Record<string, unknown>[] = JSON.parse(fixture('flights.json').toString());
  const finite = (value: unknown) => (value === 'inf' ? 0 : value);
  const inputs = FLIGHTS.inputs.map(({ name, datatype, shape }) => {
    const columns = name === 'weather' ? ['weather[0]', 'weather[1]'] : [name];
    const data = rows.flatMap(row => columns.map(column => finite(row[column])));
    return { name, datatype, shape: shape.length === 1 ? [4] : [4, columns.length], data };
  });
  const request = decodeInferRequest({ inputs }, FLIGHTS, LIMITS);
  (request.inputs.get('weather')!.data as Float64Array)[5] = Infinity;
  return { inputs: request.inputs, rows: request.rows };
}

const decode = (name: string, signature: ModelSignature) => {
  const formats: Record<string, BinaryTableFormat> = {
    csv: 'csv',
    arrows: 'arrow-stream',
    arrow: 'arrow-file',
  };
  const format = formats[name.split('.')[1]];
  return decodeTable({ format, bytes: fixture(name) }, signature, LIMITS);
};

it.each([
  'flights.csv',
  'flights.arrows',
  'flights.arrow',
  'flights_categories.arrows',
  'flights_categories.arrow',
  'flights_v4.arrows',
  'flights_legacy.arrows',
])('%s has the values that pandas has', name => {
  expect(decode(name, FLIGHTS)).toEqual(flights());
});

it('says that an index is none of the columns', () => {
  expect(() => decode('flights_indexed.csv', FLIGHTS)).toThrow(
    /Unknown column ""; the model takes "dep_delay", .*Leave it out \(index=False\)/,
  );
});

it.each(['flights_lz4.arrows', 'flights_feather.arrow'])('refuses %s, compressed', name => {
  expect(() => decode(name, FLIGHTS)).toThrow('compressed buffers are not supported');
});

const NUMBERS = [
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'float16',
  'float32',
  'float64',
];

function model(names: readonly string[], datatype: Datatype): ModelSignature {
  return { inputs: names.map(name => ({ name, datatype, shape: [-1] })), outputs: [] };
}

it.each(['FP16', 'FP32', 'FP64'] as const)('takes all types of numbers for %s', datatype => {
  const decoded = decode('numbers.arrows', model(NUMBERS, datatype));
  for (const { data } of decoded.inputs.values()) {
    const values = Array.from(data as ArrayLike<number>);
    expect(datatype === 'FP16' ? values.map(fromHalf) : values).toEqual([1, NaN, 100]);
  }
});

it('has no missing value for integers', () => {
  expect(() => decode('numbers.arrows', model(NUMBERS, 'INT32'))).toThrow(
    'Row with index 1, column "int8": got null, expected INT32: an integer from',
  );
  expect(() => decode('nulls.arrows', model(['x'], 'INT32'))).toThrow(`is of Arrow's type null`);
  expect(decode('nulls.arrows', model(['x'], 'FP32')).inputs.get('x')!.data).toEqual(
    Float32Array.of(NaN, NaN, NaN),
  );
});

const TEXTS = ['utf8', 'large_utf8', 'utf8_view', 'dictionary', 'large_dictionary'];
const WORDS = ['a', 'longer than twelve bytes, so not inline', 'a', 'ü'];

it('takes all types of text', () => {
  for (const { data } of decode('texts.arrows', model(TEXTS, 'BYTES')).inputs.values()) {
    expect(data).toEqual(WORDS);
  }
  for (const { data } of decode('texts_sliced.arrows', model(TEXTS, 'BYTES')).inputs.values()) {
    expect(data).toEqual(WORDS.slice(1, 3));
  }
  expect(() => decode('texts_null.arrows', model(['utf8'], 'BYTES'))).toThrow(
    'Row with index 1, column "utf8": got null, expected BYTES',
  );
  expect(() => decode('texts_delta.arrows', model(['utf8'], 'BYTES'))).toThrow(
    'delta dictionaries',
  );
});

it.each(['list', 'fixed_size_list', 'struct', 'timestamp', 'decimal', 'binary'])(
  'refuses columns of type %s',
  type => {
    expect(() => decode(`other_${type}.arrows`, model(['x'], 'FP32'))).toThrow(
      `Column "x" is of Arrow's type ${type}, expected FP32`,
    );
  },
);
