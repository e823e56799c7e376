import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import type { TrainingRun } from '@mlops-backstage/plugin-mlops-node';
import { RayExecutor } from './RayExecutor';
import { readRayConfig } from './readRayConfig';

interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: any;
}

const run: TrainingRun = {
  id: '00000000-0000-4000-8000-000000000001',
  model: 'risk',
  policy: 'weekly',
  deployment: 'risk-eu',
  champion: 2,
  reason: 'It was due',
  parameters: {
    entrypoint: 'python /jobs/train.py',
    runtimeEnv: { pip: ['xgboost'], env_vars: { DATA: '/data', MLOPS_REPORT_URL: 'elsewhere' } },
    cpus: 2,
  },
  reportUrl: 'https://portal.example.com/report',
  reportToken: 'mlops_run_secret',
};

/** Over HTTP; what a real cluster does with it is tested in interop/retraining. */
describe('RayExecutor', () => {
  let server: Server;
  let asked: Asked[];
  let answers: Array<[status: number, body: unknown]>;
  let executor: RayExecutor;

  beforeEach(async () => {
    asked = [];
    answers = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { method = '', url = '', headers } = request;
        asked.push({ method, url, headers, body: text ? JSON.parse(text) : undefined });
        const [status, body] = answers.shift() ?? [500, 'unexpected'];
        response.writeHead(status);
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const [cluster] = readRayConfig(
      new ConfigReader({
        mlops: {
          retraining: {
            ray: [
              {
                name: 'ray',
                url: `http://127.0.0.1:${port}/`,
                dashboardUrl: 'https://ray.example.com',
                headers: { authorization: 'Bearer abc' },
                allowedEntrypoints: ['python /jobs/'],
              },
            ],
          },
        },
      }),
    );
    executor = new RayExecutor(cluster);
  });

  afterEach(() => new Promise(done => server.close(done)));

  it('submits a job under the id of the run, with what it needs in its environment', async () => {
    answers = [
      [404, 'Job does not exist'],
      [200, { submission_id: run.id }],
    ];
    expect(await executor.submit(run)).toEqual({
      externalId: run.id,
      url: `https://ray.example.com/#/jobs/${run.id}`,
    });
    expect(asked[1]).toMatchObject({
      method: 'POST',
      url: '/api/jobs/',
      headers: { authorization: 'Bearer abc', 'user-agent': 'backstage-mlops' },
      body: {
        submission_id: run.id,
        entrypoint: 'python /jobs/train.py',
        entrypoint_num_cpus: 2,
        runtime_env: {
          pip: ['xgboost'],
          env_vars: {
            DATA: '/data',
            MLOPS_RUN: run.id,
            MLOPS_MODEL: 'risk',
            MLOPS_DEPLOYMENT: 'risk-eu',
            MLOPS_CHAMPION: '2',
            // What a policy says can't take its place.
            MLOPS_REPORT_URL: 'https://portal.example.com/report',
            MLOPS_REPORT_TOKEN: 'mlops_run_secret',
          },
        },
      },
    });
  });

  it('starts no second job for a run, whoever was faster', async () => {
    answers = [[200, { status: 'RUNNING' }]];
    await executor.submit(run);
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
    answers = [
      [404, 'Job does not exist'],
      [500, 'ValueError: Job with submission_id already exists.'],
      [200, { status: 'PENDING' }],
    ];
    await expect(executor.submit(run)).resolves.toMatchObject({ externalId: run.id });
  });

  it('tells why a job was refused, without the secret', async () => {
    answers = [
      [404, 'no'],
      [400, 'Traceback\nValueError: bad env mlops_run_secret'],
      [404, 'no'],
    ];
    await expect(executor.submit(run)).rejects.toThrow(
      'Ray refused the job with status 400: ValueError: bad env …',
    );
    await expect(
      executor.submit({ ...run, parameters: { entrypoint: 'rm -rf /' } }),
    ).rejects.toThrow('ray runs only commands that begin with "python /jobs/"');
  });

  it.each([
    ['PENDING', { state: 'waiting' }],
    ['RUNNING', { state: 'running' }],
    ['SUCCEEDED', { state: 'succeeded' }],
    ['STOPPED', { state: 'cancelled' }],
    ['FAILED', { state: 'failed', message: 'Out of memory' }],
  ])('reads the state %s', async (status, expected) => {
    answers = [[200, { status, message: 'Out of memory' }]];
    expect(await executor.status({ externalId: run.id })).toMatchObject(expected);
  });

  it('tells a job that is gone from a cluster that does not answer', async () => {
    answers = [[404, 'no']];
    expect(await executor.status({ externalId: run.id })).toBeUndefined();
    answers = [[500, 'Server got itself in trouble']];
    await expect(executor.status({ externalId: run.id })).rejects.toThrow(
      'Ray tells no state of the job: status 500: Server got itself in trouble',
    );
    answers = [[404, 'no']];
    await expect(executor.cancel({ externalId: run.id })).resolves.toBeUndefined();
    await new Promise(done => server.close(done));
    await expect(executor.status({ externalId: run.id })).rejects.toThrow(
      /Ray can't be reached \((ECONNREFUSED|UND_ERR_SOCKET)\)/,
    );
    server.listen(0);
  });
});

describe('readRayConfig', () => {
  const read = (entry: object) =>
    readRayConfig(new ConfigReader({ mlops: { retraining: { ray: [entry] } } }) as any);

  it.each([
    [{ name: 'Ray!', url: 'http://ray' }, /name may have lower-case letters/],
    [{ name: 'ray', url: 'ftp://ray' }, /url has to be a URL of https or http/],
    [{ name: 'ray', url: 'http://me:secret@ray' }, /may not have a user name or password/],
  ])('refuses %j', (entry, message) => {
    expect(() => read(entry)).toThrow(message);
  });

  it('is empty without a cluster', () => {
    expect(readRayConfig(new ConfigReader({}))).toEqual([]);
  });
});
