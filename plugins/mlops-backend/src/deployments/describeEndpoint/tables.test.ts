import type { Signature, TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import { aVersion, contentOf, described, validatorOf } from './__testUtils__/described';

const tensor = (
  name: string,
  datatype: TensorSignature['datatype'],
  ...shape: number[]
): TensorSignature => ({ name, datatype, shape });

const label = tensor('label', 'INT64', -1);
const scores = tensor('scores', 'FP32', -1, 2);
const columns: Signature = {
  inputs: [
    tensor('temp', 'FP32', -1, 1),
    tensor('carrier', 'BYTES', -1),
    tensor('holiday', 'BOOL', -1, 1),
    tensor('place', 'FP64', -1, 2),
  ],
  outputs: [label, scores],
};
const free: Signature = { inputs: [tensor('x', 'FP32', -1, -1)], outputs: [label] };
const wide: Signature = { inputs: [tensor('p.x', 'UINT8', -1, 784)], outputs: [label] };
const fixed: Signature = { inputs: [tensor('x', 'FP32', 2, 2)], outputs: [scores] };

const row = { temp: 1.5, carrier: 'UA', holiday: false, 'place[0]': 0, 'place[1]': null };
const { temp, ...withoutTemp } = row;

const allows = (signature: Signature, request: object) =>
  validatorOf(described(aVersion(signature)), 'RowsRequest')(request);

describe('tables of an endpoint', () => {
  it('are offered in each format, both ways, besides tensors', () => {
    const document = described(aVersion(columns));
    const formats = [
      'application/json',
      'application/octet-stream',
      'text/csv',
      'application/vnd.apache.arrow.stream',
      'application/vnd.apache.arrow.file',
    ];
    const { responses } = document.paths['/v2/models/e/infer'].post;
    for (const content of [contentOf(document), responses[200].content]) {
      expect(Object.keys(content)).toEqual(formats);
    }
    expect(contentOf(document)['application/json'].schema.oneOf).toHaveLength(2);
  });

  it.each<[string, Signature]>([
    ['an unknown signature', { inputs: [], outputs: [] }],
    ['no inputs', { inputs: [], outputs: [label] }],
    ['an input of no dimension', { inputs: [tensor('x', 'FP32')], outputs: [label] }],
    ['an input of three dimensions', { inputs: [tensor('x', 'FP32', -1, 2, 2)], outputs: [label] }],
    [
      'an output of three dimensions',
      { ...columns, outputs: [label, tensor('y', 'FP32', -1, 2, 2)] },
    ],
    [
      'an output of as many rows whatever the request has',
      { ...columns, outputs: [tensor('mean', 'FP32', 1)] },
    ],
    [
      'inputs of unlike numbers of rows',
      { inputs: [tensor('a', 'FP32', 2), tensor('b', 'FP32', 3)], outputs: [label] },
    ],
    [
      'a column that may be of two inputs',
      { inputs: [tensor('a', 'FP32', -1, 2), tensor('a[1]', 'FP32', -1)], outputs: [label] },
    ],
  ])('are not offered for a model with %s', (_, signature) => {
    const document = described(aVersion(signature));
    expect(Object.keys(contentOf(document))).toEqual([
      'application/json',
      'application/octet-stream',
    ]);
    expect(Object.keys(document.components.schemas)).not.toContain('RowsRequest');
    expect(contentOf(document)['application/json'].examples ?? {}).not.toHaveProperty('rows');
  });

  it.each<[string, Signature, object]>([
    ['rows, whatever the order of columns', columns, { rows: [row, { ...withoutTemp, temp }] }],
    ['names of outputs', columns, { rows: [row], outputs: ['scores'], id: 'a' }],
    ['as many rows as a fixed size says', fixed, { rows: Array(2).fill({ 'x[0]': 1, 'x[1]': 2 }) }],
    ['a free number of columns', free, { rows: [{ 'x[0]': 1, 'x[1]': 2, 'x[2]': 3 }] }],
    ['one of them by the name of the input', free, { rows: [{ x: 1 }] }],
    [
      'hundreds of columns',
      wide,
      { rows: [Object.fromEntries(Array.from({ length: 784 }, (_, i) => [`p.x[${i}]`, i % 256]))] },
    ],
  ])('allow %s', (_, signature, request) => {
    expect(allows(signature, request)).toBe(true);
  });

  it.each<[string, Signature, object]>([
    ['no rows', columns, { rows: [] }],
    ['a row without a column', columns, { rows: [withoutTemp] }],
    [
      'a row without one of an input with more',
      columns,
      { rows: [{ ...row, 'place[1]': undefined }] },
    ],
    ['a row with another column', columns, { rows: [{ ...row, day: 1 }] }],
    ['an element that there is none of', columns, { rows: [{ ...row, 'place[2]': 1 }] }],
    ['a value of another type', columns, { rows: [{ ...row, carrier: 1 }] }],
    ['a value out of range', columns, { rows: [{ ...row, temp: 1e39 }] }],
    ['an unknown output', columns, { rows: [row], outputs: ['nothing'] }],
    ['an output twice', columns, { rows: [row], outputs: ['label', 'label'] }],
    ['outputs as the protocol has them', columns, { rows: [row], outputs: [{ name: 'label' }] }],
    ['tensors beside rows', columns, { rows: [row], inputs: [] }],
    ['other than a fixed number of rows', fixed, { rows: [{ 'x[0]': 1, 'x[1]': 2 }] }],
    ['a row without any column of a free number', free, { rows: [{}] }],
    ['an index with a leading zero', free, { rows: [{ 'x[00]': 1 }] }],
    ['an index beyond hundreds', wide, { rows: [{ 'p.x[784]': 1 }] }],
    ['another name that a pattern might match', wide, { rows: [{ 'p-x[0]': 1 }] }],
    ['fewer than hundreds of columns', wide, { rows: [{ 'p.x[0]': 1 }] }],
  ])('refuse %s', (_, signature, request) => {
    // As it is sent: without what is undefined.
    expect(allows(signature, JSON.parse(JSON.stringify(request)))).toBe(false);
  });

  it.each([
    ['columns', columns],
    ['a free number of columns', free],
    ['hundreds of columns', wide],
    ['a fixed number of rows', fixed],
  ])('have an example of rows that the schema allows, for %s', (_, signature) => {
    const document = described(aVersion(signature));
    const { value } = contentOf(document)['application/json'].examples.rows;
    const validate = validatorOf(document, 'RowsRequest');
    validate(value);
    expect(validate.errors).toBeNull();
  });

  it('have examples of the sample row', () => {
    const sample = { temp: null, carrier: 'a "b", c', holiday: true };
    const content = contentOf(described(aVersion(columns, sample)));
    expect(content['application/json'].examples.rows.value).toEqual({
      rows: [{ ...sample, 'place[0]': 0, 'place[1]': 0 }],
    });
    expect(content['text/csv'].example).toBe(
      'temp,carrier,holiday,place[0],place[1]\n,"a ""b"", c",true,0,0\n',
    );
  });

  it('have no example that nobody would read', () => {
    const huge: Signature = { inputs: [tensor('x', 'UINT8', -1, 150_528)], outputs: [label] };
    const document = described(aVersion(huge));
    expect(contentOf(document)['application/json']).not.toHaveProperty('examples');
    expect(contentOf(document)['text/csv']).not.toHaveProperty('example');
    expect(JSON.stringify(document).length).toBeLessThan(20_000);
  });

  it('answer the columns of the outputs that were asked for', () => {
    const validate = validatorOf(described(aVersion(columns)), 'RowsResponse');
    const head = { model_name: 'e', model_version: '3' };
    expect(validate({ ...head, rows: [{ label: 1, 'scores[0]': 0.5, 'scores[1]': null }] })).toBe(
      true,
    );
    expect(validate({ ...head, rows: [{ label: 1 }] })).toBe(true);
    expect(validate({ ...head, rows: [{ 'scores[2]': 1 }] })).toBe(false);
    expect(validate({ ...head, rows: [{}] })).toBe(false);
  });
});
