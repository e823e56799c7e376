import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ModelServer } from '@mlops-backstage/model-server';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { riskModel } from '../../__testUtils__/files';
import { OnnxArtifactReader } from '../../artifacts/OnnxArtifactReader';
import { aVersion, contentOf, described, exampleOf, validatorOf } from './__testUtils__/described';

jest.setTimeout(120_000);

const FIXTURES = join(__dirname, '../../../../../packages/model-server/fixtures');
const SECRET = 'mlops_secret';
const authorization = `Bearer ${SECRET}`;

/** The files that are served, one after the other, as the endpoint `e`. */
const MODELS = {
  risk: riskModel,
  several_inputs: join(FIXTURES, 'several_inputs.onnx'),
  fixed_batch: join(FIXTURES, 'fixed_batch.onnx'),
  free_width: join(FIXTURES, 'identity_float32.onnx'),
};

describe('the text of a real endpoint', () => {
  let server: ModelServer;
  let generation = 0;

  beforeAll(async () => {
    server = await ModelServer.start({
      host: '127.0.0.1',
      port: 0,
      workers: 1,
      windowSeconds: 3600,
      flushIntervalMs: 60_000,
      limits: {
        maxBodyBytes: 1_000_000,
        maxRows: 100,
        maxTensorElements: 1_000,
        requestTimeoutMs: 1_000,
        maxEventTimeWindows: 1,
      },
      authentication: 'tokens',
      onWindows: () => {},
      logger: mockServices.logger.mock(),
    });
    const hash = createHash('sha256').update(SECRET).digest('hex');
    await server.admit([{ id: 'a', hash, deployment: 'e' }]);
  });

  afterAll(() => server.close());

  const urlOf = () => `http://127.0.0.1:${server.port}/v2/models/e/infer`;

  const describedHere = (version: Version) =>
    described(version, { inferUrl: urlOf(), needsToken: true });

  async function serve(artifactPath: string) {
    generation += 1;
    const champion = { version: '3', artifactPath, digest: artifactPath };
    const route = { deployment: 'e', revision: generation, challengers: [], allowEventTime: false };
    const [outcome] = await server.apply({ generation, routes: [{ ...route, champion }] });
    expect(outcome.state).toBe('ready');
    const { signature } = await new OnnxArtifactReader().readSignature(artifactPath);
    return describedHere(aVersion(signature));
  }

  const ask = (contentType: string, body: string, headers: Record<string, string> = {}) =>
    fetch(urlOf(), {
      method: 'POST',
      headers: { authorization, 'content-type': contentType, ...headers },
      body,
    });

  const answersOf = (document: any) => document.paths['/v2/models/e/infer'].post.responses;

  function expectHeaders(document: any, answer: Response) {
    for (const [name, { required }] of Object.entries<any>(answersOf(document)[200].headers)) {
      expect([name, !required || answer.headers.has(name)]).toEqual([name, true]);
    }
  }

  it('says who may ask', async () => {
    const document = await serve(MODELS.risk);
    const refused = await ask('application/json', JSON.stringify(exampleOf(document)), {
      authorization: '',
    });
    expect(refused.status).toBe(401);
    expect(answersOf(document)).toHaveProperty('401');
  });

  it.each(Object.entries(MODELS))(
    'has examples that are answered as it says: %s',
    async (_, path) => {
      const document = await serve(path);
      const content = contentOf(document);
      const validate = {
        tensors: validatorOf(document, 'InferResponse'),
        rows: validatorOf(document, 'RowsResponse'),
      };
      const { examples } = content['application/json'];
      expect(Object.keys(examples).sort()).toEqual(['rows', 'tensors']);
      for (const form of ['tensors', 'rows'] as const) {
        const answer = await ask('application/json', JSON.stringify(examples[form].value), {
          'x-routing-key': 'a customer',
        });
        validate[form](await answer.json());
        expect({ form, status: answer.status, errors: validate[form].errors }).toEqual({
          form,
          status: 200,
          errors: null,
        });
        expectHeaders(document, answer);
      }
      const answer = await ask('text/csv', content['text/csv'].example);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/csv;/);
      expectHeaders(document, answer);
      const [names] = (await answer.text()).split('\r\n');
      const { properties } = document.components.schemas.OutputRow;
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(names.split(',')));
    },
  );

  it('says when an answer is binary data', async () => {
    const document = await serve(MODELS.risk);
    const request = { ...exampleOf(document), parameters: { binary_data_output: true } };
    expect(validatorOf(document, 'InferRequest')(request)).toBe(true);
    const answer = await ask('application/json', JSON.stringify(request));
    expect(Object.keys(answersOf(document)[200].content)).toContain(
      answer.headers.get('content-type'),
    );
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    const length = Number(answer.headers.get('inference-header-content-length'));
    const body = Buffer.from(await answer.arrayBuffer());
    expect(JSON.parse(body.subarray(0, length).toString()).outputs.length).toBeGreaterThan(0);
  });

  it.each<[keyof typeof MODELS, boolean, object[]]>([
    ['fixed_batch', true, Array(4).fill({ 'x[0]': 1, 'x[1]': 2 })],
    ['fixed_batch', false, Array(3).fill({ 'x[0]': 1, 'x[1]': 2 })],
    ['fixed_batch', false, Array(4).fill({ 'x[0]': 1 })],
    ['fixed_batch', false, Array(4).fill({ 'x[0]': 1, 'x[1]': '2' })],
    ['free_width', true, [{ x: 1 }]],
    ['free_width', true, [{ 'x[0]': 1, 'x[1]': null }]],
    ['free_width', false, [{ 'x[00]': 1 }]],
    ['free_width', false, [{ x: 1e39 }]],
    ['free_width', false, [{}]],
    ['several_inputs', true, [{ amount: 1, count: '9007199254740993', label: 'a' }]],
    ['several_inputs', false, [{ amount: 1, count: 1.5, label: 'a' }]],
    ['several_inputs', false, [{ amount: 1, count: 1, label: 'a', more: 1 }]],
    ['several_inputs', true, Array(2).fill({ amount: 1, count: 1, label: 'a' })],
    ['several_inputs', false, [{ amount: 1, count: 1 }]],
  ])('allows of rows what the endpoint takes: %s, %s', async (model, isTaken, rows) => {
    const document = await serve(MODELS[model]);
    const answer = await ask('application/json', JSON.stringify({ rows }));
    expect({
      isAllowed: validatorOf(document, 'RowsRequest')({ rows }),
      status: answer.status,
    }).toEqual({ isAllowed: isTaken, status: isTaken ? 200 : 400 });
  });

  it('shows what is answered to its questions', async () => {
    const document = await serve(MODELS.risk);
    const {
      '/v2/models/e/infer': _,
      '/v2/models/e/stats': statistics,
      ...questions
    } = document.paths;
    const answerTo = async (path: string, { security = document.security }: any) => {
      const asked = await fetch(document.servers[0].url + path, {
        headers: security.length > 0 ? { authorization } : {},
      });
      return asked.json();
    };
    for (const [path, { get }] of Object.entries<any>(questions)) {
      expect({ path, body: await answerTo(path, get) }).toEqual({
        path,
        body: get.responses[200].content['application/json'].example,
      });
    }
    const { schema } = statistics.get.responses[200].content['application/json'];
    const validate = validatorOf({ components: { schemas: { schema } } }, 'schema');
    validate(await answerTo('/v2/models/e/stats', statistics.get));
    expect(validate.errors).toBeNull();
  });
});
