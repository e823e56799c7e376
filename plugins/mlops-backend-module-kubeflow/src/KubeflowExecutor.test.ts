import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainingRun } from '@mlops-backstage/plugin-mlops-node';
import { FakeKubeflow } from './__testUtils__/FakeKubeflow';
import { KubeflowExecutor } from './KubeflowExecutor';
import { readKubeflowConfig } from './readKubeflowConfig';

const run: TrainingRun = {
  id: '00000000-0000-4000-8000-000000000001',
  model: 'risk',
  policy: 'weekly',
  reason: 'It was due',
  parameters: { pipeline: 'train-risk', arguments: { rows: 1000 } },
  reportUrl: 'https://portal.example.com/report',
  reportToken: 'mlops_run_secret',
};

const read = (entry: object) =>
  readKubeflowConfig(new ConfigReader({ mlops: { retraining: { kubeflow: [entry] } } } as any));

describe('KubeflowExecutor', () => {
  let kubeflow: FakeKubeflow;

  const executorWith = (change: object = {}, timeoutMs?: number) =>
    new KubeflowExecutor(
      read({
        name: 'kubeflow',
        url: `${kubeflow.url}/`,
        pageUrl: 'https://kubeflow.example.com/pipeline/',
        namespace: 'team-risk',
        serviceAccount: 'trainer',
        token: 'good',
        pipelines: [
          { name: 'train-risk', id: 'p1', experimentId: 'e1' },
          { name: 'train-pinned', id: 'p1', versionId: 'v1' },
          { name: 'train-gone', id: 'p2' },
        ],
        ...change,
      })[0],
      timeoutMs,
    );

  beforeEach(async () => {
    kubeflow = new FakeKubeflow();
    kubeflow.pipelines.set('p1', ['v2', 'v1']);
    await kubeflow.start();
  });

  afterEach(() => kubeflow.stop());

  it("runs the pipeline's newest version under the name of the run, with what it needs", async () => {
    expect(await executorWith().submit(run)).toEqual({
      externalId: 'kfp-1',
      url: 'https://kubeflow.example.com/pipeline/#/runs/details/kfp-1',
    });
    expect(kubeflow.runs.get('kfp-1')).toEqual({
      run_id: 'kfp-1',
      display_name: run.id,
      description: 'It was due',
      experiment_id: 'e1',
      service_account: 'trainer',
      pipeline_version_reference: { pipeline_id: 'p1', pipeline_version_id: 'v2' },
      runtime_config: {
        parameters: {
          rows: 1000,
          mlops: {
            run: run.id,
            model: 'risk',
            policy: 'weekly',
            deployment: null,
            champion: null,
            reason: 'It was due',
            reportUrl: 'https://portal.example.com/report',
            reportToken: 'mlops_run_secret',
          },
        },
      },
    });
    expect(kubeflow.asked[0]).toContain('namespace=team-risk&experiment_id=e1');
  });

  it('runs the version that the configuration names', async () => {
    await executorWith().submit({ ...run, parameters: { pipeline: 'train-pinned' } });
    expect(kubeflow.runs.get('kfp-1').pipeline_version_reference.pipeline_version_id).toBe('v1');
  });

  it('makes no second run of that name', async () => {
    const executor = executorWith();
    const first = await executor.submit(run);
    expect(await executor.submit(run)).toEqual(first);
    expect(kubeflow.runs.size).toBe(1);
    await executor.submit({ ...run, id: '00000000-0000-4000-8000-000000000002' });
    expect(kubeflow.runs.size).toBe(2);
  });

  it('makes none where it is not told of those that there are', async () => {
    const executor = executorWith();
    kubeflow.answers.set('GET /runs', [500, { code: 13, message: 'Database is away' }]);
    const error = await executor.submit(run).catch(one => one);
    expect(error).not.toBeInstanceOf(InputError);
    expect(error.message).toBe(
      "Kubeflow Pipelines doesn't tell of its runs: status 500: Database is away",
    );
    expect(kubeflow.runs.size).toBe(0);
  });

  it('refuses for good what trying again mends not', async () => {
    const executor = executorWith();
    await expect(executor.submit({ ...run, parameters: { pipeline: 'p1' } })).rejects.toThrow(
      new InputError('kubeflow runs only the pipelines train-risk, train-pinned, train-gone'),
    );
    expect(kubeflow.asked).toEqual([]);
    await expect(
      executor.submit({ ...run, parameters: { pipeline: 'train-gone' } }),
    ).rejects.toThrow(new InputError('kubeflow has no version of the pipeline train-gone'));
    kubeflow.answers.set('POST /runs', [400, { message: 'bad mlops: mlops_run_secret' }]);
    await expect(executor.submit(run)).rejects.toThrow(
      new InputError('Kubeflow Pipelines refused the run with status 400: bad mlops: …'),
    );
    kubeflow.answers.set('POST /runs', [503, 'upstream']);
    expect(await executor.submit(run).catch(one => one)).not.toBeInstanceOf(InputError);
  });

  it.each([
    [undefined, { state: 'waiting' }],
    ['PENDING', { state: 'waiting' }],
    ['RUNNING', { state: 'running' }],
    ['CANCELING', { state: 'running' }],
    ['SUCCEEDED', { state: 'succeeded' }],
    ['SKIPPED', { state: 'succeeded' }],
    ['CANCELED', { state: 'cancelled' }],
    ['FAILED', { state: 'failed', message: 'Out of memory' }],
  ])('reads the state %s', async (state, expected) => {
    const executor = executorWith();
    const submitted = await executor.submit(run);
    Object.assign(kubeflow.runs.get('kfp-1'), {
      state,
      state_history: [{ state: 'RUNNING' }, { state, error: { message: 'Out of memory' } }],
    });
    expect(await executor.status(submitted)).toEqual({ ...expected, url: submitted.url });
  });

  it('tells a run that is gone from a Kubeflow that does not answer', async () => {
    const executor = executorWith();
    const gone = { externalId: 'kfp-9' };
    expect(await executor.status(gone)).toBeUndefined();
    kubeflow.answers.set('GET /runs/kfp-9', [200, { run_id: 'kfp-9', state: 'DREAMING' }]);
    await expect(executor.status(gone)).rejects.toThrow('tells no state of the run: status 200');
    // What a proxy's page of signing in looks like.
    kubeflow.answers.set('GET /runs/kfp-9', [200, '<html>Sign in</html>']);
    await expect(executor.status(gone)).rejects.toThrow('tells no state of the run: status 200');
    kubeflow.isSilent = true;
    await expect(executorWith({}, 500).status(gone)).rejects.toThrow(
      'Kubeflow Pipelines did not answer within 0.5 seconds',
    );
    await kubeflow.stop();
    await expect(executor.status(gone)).rejects.toThrow(
      /Kubeflow Pipelines can't be reached \((ECONNREFUSED|UND_ERR_SOCKET)\)/,
    );
    await kubeflow.start();
  });

  it('stops what is under way, and leaves alone what has ended', async () => {
    const executor = executorWith();
    const submitted = await executor.submit(run);
    await executor.cancel(submitted);
    expect(kubeflow.runs.get('kfp-1').state).toBe('CANCELING');
    kubeflow.runs.get('kfp-1').state = 'SUCCEEDED';
    await executor.cancel(submitted);
    expect(kubeflow.runs.get('kfp-1').state).toBe('SUCCEEDED');
    kubeflow.runs.get('kfp-1').state = 'RUNNING';
    kubeflow.answers.set('POST /runs/kfp-1:terminate', [403, { message: 'Not yours' }]);
    await expect(executor.cancel(submitted)).rejects.toThrow(
      "Kubeflow Pipelines didn't stop the run: status 403: Not yours",
    );
    await expect(executor.cancel({ externalId: 'kfp-9' })).resolves.toBeUndefined();
  });

  it('reads its token from a file anew each time', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'kubeflow-'));
    const tokenFile = join(directory, 'token');
    const executor = executorWith({ token: undefined, tokenFile });
    const gone = { externalId: 'kfp-9' };
    await expect(executor.status(gone)).rejects.toThrow(
      "The tokenFile of kubeflow can't be read (ENOENT)",
    );
    await writeFile(tokenFile, 'good\n');
    expect(await executor.status(gone)).toBeUndefined();
    kubeflow.token = 'better';
    await expect(executor.status(gone)).rejects.toThrow('status 401: Request header error');
    await writeFile(tokenFile, 'better\n');
    expect(await executor.status(gone)).toBeUndefined();
    await rm(directory, { recursive: true });
  });

  it('follows no redirect, so that credentials stay where they belong', async () => {
    const other = new FakeKubeflow();
    await other.start();
    kubeflow.answers.set('GET /runs/kfp-9', [302, `${other.url}/apis/v2beta1/runs/kfp-9`]);
    await expect(executorWith().status({ externalId: 'kfp-9' })).rejects.toThrow('status 302');
    expect(other.asked).toEqual([]);
    await other.stop();
  });
});

describe('readKubeflowConfig', () => {
  const pipeline = { name: 'train', id: 'p1' };
  const good = { name: 'kubeflow', url: 'https://kubeflow', pipelines: [pipeline] };

  it.each([
    [{ name: 'Kubeflow!' }, /name may have lower-case letters/],
    [{ url: 'ftp://kubeflow' }, /url has to be a URL of https or http/],
    [{ pipelines: [] }, /pipelines has to name what policies may run/],
    [{ pipelines: [pipeline, pipeline] }, /pipelines has a name twice/],
    [{ pipelines: [{ name: 'train' }] }, /id/],
    [{ token: 'abc', tokenFile: '/token' }, /not both/],
  ])('refuses %j', (change, message) => {
    expect(() => read({ ...good, ...change })).toThrow(message);
  });

  it('is empty without a Kubeflow', () => {
    expect(readKubeflowConfig(new ConfigReader({}))).toEqual([]);
  });
});
