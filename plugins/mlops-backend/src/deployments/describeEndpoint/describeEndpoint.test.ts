import type { Signature, TensorSignature } from '@mlops-backstage/plugin-mlops-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import openapiSchema from 'express-openapi-validator/dist/framework/openapi.v3_1.modified.schema.json';
import { aVersion, described, exampleOf, validatorOf } from './__testUtils__/described';

const scores: TensorSignature = { name: 'scores', datatype: 'FP32', shape: [-1, 2] };

/** Signatures that between them have every datatype and every form of shape. */
const signatures: Array<[string, Signature]> = [
  [
    'one input a column',
    {
      inputs: [
        { name: 'temp', datatype: 'FP32', shape: [-1, 1] },
        { name: 'carrier', datatype: 'BYTES', shape: [-1, 1] },
        { name: 'holiday', datatype: 'BOOL', shape: [-1, 1] },
        { name: 'day', datatype: 'INT64', shape: [-1, 1] },
      ],
      outputs: [{ name: 'label', datatype: 'INT64', shape: [-1] }, scores],
    },
  ],
  [
    'other shapes',
    {
      inputs: [
        { name: 'image', datatype: 'UINT8', shape: [-1, 3, 4, -1] },
        { name: 'fixed', datatype: 'FP16', shape: [2, 3] },
        { name: 'scalar', datatype: 'FP64', shape: [] },
        { name: 'list', datatype: 'UINT64', shape: [-1] },
      ],
      outputs: [scores],
    },
  ],
  [
    'the other integers',
    {
      inputs: (['INT8', 'INT16', 'INT32', 'UINT16', 'UINT32'] as const).map(datatype => ({
        name: datatype.toLowerCase(),
        datatype,
        shape: [-1],
      })),
      outputs: [scores],
    },
  ],
  ['no inputs', { inputs: [], outputs: [scores] }],
];
const unknown: Signature = { inputs: [], outputs: [] };
const [columns, shapes] = signatures.map(([, signature]) => signature);

describe('describeEndpoint', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'media-range': true } });
  addFormats(ajv);
  const validate = ajv.compile(openapiSchema);

  it.each([...signatures, ['an unknown signature', unknown] as (typeof signatures)[number]])(
    'is a document of OpenAPI 3.1 for a version with %s',
    (_, signature) => {
      const document = described(aVersion(signature));
      for (const one of [
        document,
        described(aVersion(signature), { needsToken: true, takesEventTime: true }),
        described(aVersion(signature), { hasExtensions: false }),
      ]) {
        validate(JSON.parse(JSON.stringify(one)));
        expect(validate.errors).toBeNull();
      }
      expect(() => validatorOf(document, 'InferRequest')).not.toThrow();
      expect(() => validatorOf(document, 'InferResponse')).not.toThrow();
    },
  );

  it('describes what is served, where it is served', () => {
    const document = described(aVersion(columns), {
      inferUrl: 'https://example.com/serving/v2/models/e-1.x/infer',
    });
    expect(document.servers).toEqual([{ url: 'https://example.com/serving' }]);
    expect(Object.keys(document.paths)).toEqual([
      '/v2/models/e-1.x/infer',
      '/v2/models/e-1.x',
      '/v2/models/e-1.x/ready',
      '/v2/models/e-1.x/stats',
      '/v2/health/live',
      '/v2/health/ready',
    ]);
    expect(document.info).toMatchObject({ title: 'e', version: '3' });
  });

  it('describes no more than the inference at an address of another form', () => {
    const document = described(aVersion(columns), {
      inferUrl: 'https://example.com/endpoints/e/invocations',
    });
    expect(document.servers).toEqual([{ url: 'https://example.com' }]);
    expect(Object.keys(document.paths)).toEqual(['/endpoints/e/invocations']);
  });

  it('asks for a token where one is needed: of all but the health of the server', () => {
    const open = described(aVersion(columns));
    expect(open.security).toBeUndefined();
    expect(open.components.securitySchemes).toBeUndefined();
    const { responses: ofAnybody } = open.paths['/v2/models/e/infer'].post;
    expect(['401', '403', '429'].filter(status => status in ofAnybody)).toEqual([]);

    const { components, security, paths } = described(aVersion(columns), { needsToken: true });
    expect(security).toEqual([{ endpointToken: [] }]);
    expect(components.securitySchemes.endpointToken).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    });
    expect(paths['/v2/models/e/infer'].post.responses).toHaveProperty('429');
    const operations = Object.entries<any>(paths).map(([path, { get, post }]) => {
      const operation = get ?? post;
      return [path, operation.security, Object.keys(operation.responses).includes('401')];
    });
    expect(operations).toEqual([
      ['/v2/models/e/infer', undefined, true],
      ['/v2/models/e', undefined, true],
      ['/v2/models/e/ready', undefined, true],
      ['/v2/models/e/stats', undefined, true],
      ['/v2/health/live', [], false],
      ['/v2/health/ready', [], false],
    ]);
  });

  it('tells of the routing key', () => {
    const { post } = described(aVersion(columns)).paths['/v2/models/e/infer'];
    expect(post.parameters).toContainEqual(
      expect.objectContaining({ name: 'x-routing-key', in: 'header' }),
    );
  });

  it('tells of nothing beyond the protocol where the endpoint has no more', () => {
    const { components, paths } = described(aVersion(columns), { hasExtensions: false });
    expect(Object.keys(paths)).not.toContain('/v2/models/e/stats');
    const { parameters, requestBody, responses } = paths['/v2/models/e/infer'].post;
    expect(parameters).toHaveLength(1);
    expect(Object.keys(requestBody.content)).toEqual(['application/json']);
    expect(Object.keys(requestBody.content['application/json'].examples)).toEqual(['tensors']);
    expect(Object.keys(responses[200].content)).toEqual(['application/json']);
    expect(responses[200].headers).toBeUndefined();
    expect(JSON.stringify(components)).not.toMatch(/binary_data|RowsRequest|event_time/);
  });

  it('tells for how long to wait', () => {
    const { responses } = described(aVersion(columns), { needsToken: true }).paths[
      '/v2/models/e/infer'
    ].post;
    expect(responses[429].headers['Retry-After'].required).toBe(true);
    expect(responses[503].headers['Retry-After'].required).toBe(false);
  });

  it.each(signatures)('has an example that its own schema allows, for %s', (_, signature) => {
    const document = described(aVersion(signature));
    const allows = validatorOf(document, 'InferRequest');
    allows(exampleOf(document));
    expect(allows.errors).toBeNull();
  });

  it('makes the example of the sample row, where that has a value of the datatype', () => {
    const sample = { temp: 39.02, carrier: 'UA', holiday: true, day: 2.5 };
    expect(exampleOf(described(aVersion(columns, sample))).inputs).toEqual([
      { name: 'temp', datatype: 'FP32', shape: [1, 1], data: [39.02] },
      { name: 'carrier', datatype: 'BYTES', shape: [1, 1], data: ['UA'] },
      { name: 'holiday', datatype: 'BOOL', shape: [1, 1], data: [true] },
      { name: 'day', datatype: 'INT64', shape: [1, 1], data: [0] },
    ]);
  });

  describe('the schema of a request', () => {
    const [temp, carrier, holiday, day] = exampleOf(described(aVersion(columns))).inputs;
    const others = [carrier, holiday, day];
    const [image, fixed, scalar, list] = exampleOf(described(aVersion(shapes))).inputs;
    const allows = (signature: Signature, inputs: object[], more = {}) =>
      validatorOf(described(aVersion(signature)), 'InferRequest')({ inputs, ...more });

    it.each([
      ['inputs in another order', columns, [day, holiday, carrier, temp]],
      ['a missing number', columns, [{ ...temp, data: [null] }, ...others]],
      ['rows nested', columns, [{ ...temp, shape: [2, 1], data: [[1], [2]] }, ...others]],
      [
        'a large integer as text',
        columns,
        [{ ...day, data: ['-9223372036854775808'] }, temp, carrier, holiday],
      ],
      [
        'the largest integers as text',
        shapes,
        [image, fixed, scalar, { ...list, data: ['18446744073709551615', '007'] }],
      ],
      [
        'a fixed shape nested',
        shapes,
        [
          image,
          {
            ...fixed,
            data: [
              [1, 2, 3],
              [4, 5, 6],
            ],
          },
          scalar,
          list,
        ],
      ],
    ])('allows %s', (_, signature, inputs) => {
      expect(allows(signature, inputs)).toBe(true);
    });

    it.each([
      ['a missing input', columns, others],
      ['an input twice', columns, [temp, temp, carrier, holiday]],
      ['an unknown input', columns, [temp, carrier, holiday, { ...day, name: 'x' }]],
      ['another datatype', columns, [{ ...temp, datatype: 'FP64' }, ...others]],
      ['another shape', columns, [{ ...temp, shape: [1] }, ...others]],
      ['no rows', columns, [{ ...temp, shape: [0, 1], data: [] }, ...others]],
      ['a number out of range', columns, [{ ...temp, data: [3.5e38] }, ...others]],
      ['a number as text', columns, [{ ...temp, data: ['1'] }, ...others]],
      ['a text as number', columns, [temp, { ...carrier, data: [1] }, holiday, day]],
      ['a text with NUL', columns, [temp, { ...carrier, data: ['a\0b'] }, holiday, day]],
      ['an integer that is none', columns, [temp, carrier, holiday, { ...day, data: [1.5] }]],
      [
        'a text below the range of INT64',
        columns,
        [temp, carrier, holiday, { ...day, data: ['-9223372036854775809'] }],
      ],
      [
        'a text above the range of INT64',
        columns,
        [temp, carrier, holiday, { ...day, data: ['9223372036854775808'] }],
      ],
      [
        'a text above the range of UINT64',
        shapes,
        [image, fixed, scalar, { ...list, data: ['18446744073709551616'] }],
      ],
      ['too few elements', shapes, [image, { ...fixed, data: [1, 2, 3] }, scalar, list]],
      ['a negative number of UINT64', shapes, [image, fixed, scalar, { ...list, data: [-1] }]],
      ['an integer out of range', shapes, [{ ...image, data: [256] }, fixed, scalar, list]],
    ])('refuses %s', (_, signature, inputs) => {
      expect(allows(signature, inputs)).toBe(false);
    });

    it('allows to ask for outputs that there are', () => {
      const inputs = [temp, ...others];
      expect(allows(columns, inputs, { id: 'a', outputs: [{ name: 'label' }] })).toBe(true);
      expect(allows(columns, inputs, { outputs: [{ name: 'nothing' }] })).toBe(false);
      const both = [{ name: 'scores' }, { name: 'label' }];
      expect(allows(columns, inputs, { outputs: both })).toBe(true);
      expect(allows(columns, inputs, { outputs: [both[0], both[0]] })).toBe(false);
      expect(allows(columns, inputs, { outputs: [] })).toBe(true);
    });

    it('allows the time of the event where the endpoint takes one', () => {
      const inputs = [temp, ...others];
      const takes = validatorOf(
        described(aVersion(columns), { takesEventTime: true }),
        'InferRequest',
      );
      const at = (event_time: unknown) => takes({ inputs, parameters: { event_time, more: 1 } });
      expect(at('2013-07-04T15:00:00Z')).toBe(true);
      expect(at('yesterday')).toBe(false);
    });

    it('allows to ask for binary data', () => {
      const inputs = [temp, ...others];
      const parameters = { binary_data: true };
      expect(allows(columns, inputs, { outputs: [{ name: 'label', parameters }] })).toBe(true);
      expect(allows(columns, inputs, { parameters: { binary_data_output: true } })).toBe(true);
      expect(allows(columns, inputs, { parameters: { binary_data_output: 'yes' } })).toBe(false);
    });

    it('allows no rows beside tensors', () => {
      expect(allows(columns, [temp, ...others], { rows: [] })).toBe(false);
    });

    it('allows any tensors where the signature is unknown', () => {
      expect(allows(unknown, [temp])).toBe(true);
      expect(allows(unknown, [{ ...temp, datatype: 'FP8' }])).toBe(false);
    });
  });
});
