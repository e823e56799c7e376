import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { TrainingRun } from '@mlops-backstage/plugin-mlops-node';
import { FakeAirflow } from './__testUtils__/FakeAirflow';
import { AirflowExecutor } from './AirflowExecutor';
import { readAirflowConfig } from './readAirflowConfig';

const run: TrainingRun = {
  id: '00000000-0000-4000-8000-000000000001',
  model: 'risk',
  policy: 'weekly',
  deployment: 'risk-eu',
  champion: 2,
  reason: 'It was due',
  parameters: { dag: 'retrain_risk', conf: { rows: 1000 } },
  reportUrl: 'https://portal.example.com/report',
  reportToken: 'mlops_run_secret',
};
const externalId = `retrain_risk/${run.id}`;
const runs = 'POST /dags/retrain_risk/dagRuns';
const runOf = `/dags/retrain_risk/dagRuns/${run.id}`;

const read = (entry: object) =>
  readAirflowConfig(new ConfigReader({ mlops: { retraining: { airflow: [entry] } } } as any));

describe.each(['v1', 'v2'] as const)('AirflowExecutor with the API %s', apiVersion => {
  let airflow: FakeAirflow;

  const executorWith = (change: object = {}, timeoutMs?: number) =>
    new AirflowExecutor(
      read({
        name: 'airflow',
        url: `${airflow.url}/`,
        pageUrl: 'https://airflow.example.com',
        apiVersion,
        dags: ['retrain_risk', 'retrain_delay'],
        username: 'mlops',
        password: 'secret',
        ...change,
      })[0],
      timeoutMs,
    );

  beforeEach(async () => {
    airflow = new FakeAirflow(apiVersion);
    airflow.dags.set('retrain_risk', { is_paused: false });
    await airflow.start();
  });

  afterEach(() => airflow.stop());

  it('runs a DAG under the id of the run, with what its tasks need', async () => {
    expect(await executorWith().submit(run)).toEqual({
      externalId,
      url:
        apiVersion === 'v1'
          ? `https://airflow.example.com/dags/retrain_risk/grid?dag_run_id=${run.id}`
          : `https://airflow.example.com/dags/retrain_risk/runs/${run.id}`,
    });
    expect(airflow.runs.get(externalId)).toMatchObject({
      conf: {
        rows: 1000,
        mlops: {
          run: run.id,
          model: 'risk',
          policy: 'weekly',
          deployment: 'risk-eu',
          champion: 2,
          reason: 'It was due',
          reportUrl: 'https://portal.example.com/report',
          reportToken: 'mlops_run_secret',
        },
      },
    });
  });

  it('starts no second run, whoever was faster', async () => {
    const executor = executorWith();
    const first = await executor.submit(run);
    airflow.runs.get(externalId)!.state = 'running';
    // A DAG that was paused meanwhile has its run all the same.
    airflow.dags.set('retrain_risk', { is_paused: true });
    expect(await executor.submit(run)).toEqual(first);
    expect(airflow.runs.size).toBe(1);
    expect(airflow.asked.filter(one => one.startsWith('POST /api'))).toHaveLength(1);

    // One that comes between the question and the submission.
    airflow.dags.set('retrain_risk', { is_paused: false });
    airflow.answers.set(`GET ${runOf}`, [404, { detail: 'not found' }]);
    const racing = executor.submit(run);
    await expect(racing).rejects.toThrow('status 409');
    airflow.answers.clear();
    await expect(executor.submit(run)).resolves.toEqual(first);
    expect(airflow.runs.size).toBe(1);
  });

  it('refuses for good what trying again mends not', async () => {
    const executor = executorWith();
    const submit = (parameters: any) => executor.submit({ ...run, parameters });
    await expect(submit({ dag: 'drop_tables' })).rejects.toThrow(
      new InputError('airflow runs only the DAGs retrain_risk, retrain_delay'),
    );
    expect(airflow.asked).toEqual([]);
    await expect(submit({ dag: 'retrain_delay' })).rejects.toThrow(
      new InputError('There is no DAG retrain_delay in airflow, or it may not be read'),
    );
    airflow.dags.set('retrain_risk', { is_paused: true });
    await expect(executor.submit(run)).rejects.toThrow(
      new InputError('The DAG retrain_risk is paused in airflow'),
    );
    expect(airflow.runs.size).toBe(0);
  });

  it('tells why a run was refused, without the secret', async () => {
    const executor = executorWith();
    airflow.answers.set(runs, [400, { detail: 'bad conf: mlops_run_secret' }]);
    await expect(executor.submit(run)).rejects.toThrow(
      new InputError('Airflow refused the run with status 400: bad conf: …'),
    );
    airflow.answers.set(runs, [500, '<html>mlops_run_secret</html>']);
    const error = await executor.submit(run).catch(one => one);
    expect(error).not.toBeInstanceOf(InputError);
    expect(error.message).toBe('Airflow refused the run with status 500');
  });

  it.each([
    ['queued', { state: 'waiting' }],
    ['running', { state: 'running' }],
    ['success', { state: 'succeeded' }],
    ['failed', { state: 'failed', message: 'Failed in the DAG: train, report' }],
  ])('reads the state %s', async (state, expected) => {
    const executor = executorWith();
    const submitted = await executor.submit(run);
    airflow.runs.get(externalId)!.state = state;
    airflow.failedTasks.push('train', 'train', 'report');
    expect(await executor.status(submitted)).toEqual({ ...expected, url: submitted.url });
  });

  it('tells of a failure where tasks may not be seen', async () => {
    const executor = executorWith();
    const submitted = await executor.submit(run);
    airflow.runs.get(externalId)!.state = 'failed';
    airflow.answers.set(`GET ${runOf}/taskInstances`, [403, { detail: 'Forbidden' }]);
    expect(await executor.status(submitted)).toMatchObject({ message: 'The DAG failed' });
  });

  it('tells a run that is gone from an Airflow that does not answer', async () => {
    const executor = executorWith();
    expect(await executor.status({ externalId })).toBeUndefined();
    airflow.answers.set(`GET ${runOf}`, [500, { detail: 'Out of connections' }]);
    await expect(executor.status({ externalId })).rejects.toThrow(
      'Airflow tells no state of the run: status 500: Out of connections',
    );
    airflow.answers.set(`GET ${runOf}`, [200, { state: 'restarting' }]);
    await expect(executor.status({ externalId })).rejects.toThrow('tells no state');
    airflow.isSilent = true;
    await expect(executorWith({}, 500).status({ externalId })).rejects.toThrow(
      'Airflow did not answer within 0.5 seconds',
    );
    await airflow.stop();
    await expect(executor.status({ externalId })).rejects.toThrow(
      /Airflow can't be reached \((ECONNREFUSED|UND_ERR_SOCKET)\)/,
    );
    await airflow.start();
  });

  it('stops what is under way, and leaves alone what has ended', async () => {
    const executor = executorWith();
    await executor.submit(run);
    await executor.cancel({ externalId });
    expect(airflow.runs.get(externalId)!.state).toBe('failed');

    airflow.runs.get(externalId)!.state = 'success';
    await executor.cancel({ externalId });
    expect(airflow.runs.get(externalId)!.state).toBe('success');

    airflow.runs.get(externalId)!.state = 'running';
    airflow.answers.set(`PATCH ${runOf}`, [403, { detail: 'Forbidden' }]);
    await expect(executor.cancel({ externalId })).rejects.toThrow(
      "Airflow didn't stop the run: status 403: Forbidden",
    );
    airflow.runs.clear();
    await expect(executor.cancel({ externalId })).resolves.toBeUndefined();
  });

  it('tells that its credentials are not taken, without them', async () => {
    const error = await executorWith({ password: 'wrong-password' })
      .status({ externalId })
      .catch(one => one);
    expect(error.message).toMatch(/status 401: (Invalid credentials|Not authenticated)/);
    expect(error.message).not.toContain('wrong-password');
    const withToken = executorWith({ username: undefined, password: undefined, token: 'static' });
    await expect(withToken.status({ externalId })).resolves.toBeUndefined();
  });

  it('follows no redirect, so that credentials stay where they belong', async () => {
    const other = new FakeAirflow(apiVersion);
    await other.start();
    airflow.answers.set(`GET ${runOf}`, [302, `${other.url}/api/${apiVersion}${runOf}`]);
    await expect(executorWith().status({ externalId })).rejects.toThrow('status 302');
    expect(other.asked).toEqual([]);
    await other.stop();
  });
});

describe('AirflowExecutor with tokens of Airflow 3', () => {
  it.each(['Token Expired', 'Invalid JWT token'] as const)(
    'asks for one token, and for another after "%s"',
    async why => {
      const airflow = new FakeAirflow('v2');
      airflow.dags.set('retrain_risk', { is_paused: false });
      await airflow.start();
      const executor = new AirflowExecutor(
        read({
          name: 'airflow',
          url: airflow.url,
          dags: ['retrain_risk'],
          username: 'mlops',
          password: 'secret',
        })[0],
      );
      const given = () => airflow.asked.filter(one => one === 'POST /auth/token').length;
      await executor.submit(run);
      expect(given()).toBe(1);
      airflow.endTokens(why);
      expect(await executor.status({ externalId })).toMatchObject({ state: 'waiting' });
      expect(given()).toBe(2);
      // One that may not is told so, whatever token it has.
      airflow.answers.set(`GET ${runOf}`, [403, { detail: 'Forbidden' }]);
      await expect(executor.status({ externalId })).rejects.toThrow('status 403: Forbidden');
      expect(given()).toBe(3);
      await airflow.stop();
    },
  );
});

describe('readAirflowConfig', () => {
  const good = { name: 'airflow', url: 'https://airflow', dags: ['train'] };

  it.each([
    [{ name: 'Airflow!' }, /name may have lower-case letters/],
    [{ url: 'ftp://airflow' }, /url has to be a URL of https or http/],
    [{ url: 'http://me:secret@airflow' }, /may not have a user name or password/],
    [{ pageUrl: 'https://airflow?a=b' }, /pageUrl may not have a query/],
    [{ apiVersion: 'v3' }, /apiVersion has to be v1 or v2/],
    [{ dags: [] }, /dags has to name DAGs/],
    [{ dags: ['a/../b'] }, /dags has to name DAGs/],
    [{ username: 'me' }, /both username and password, or neither/],
    [{ username: 'me', password: 'secret', token: 'abc' }, /not both/],
  ])('refuses %j', (change, message) => {
    expect(() => read({ ...good, ...change })).toThrow(message);
  });

  it('is empty without an Airflow', () => {
    expect(readAirflowConfig(new ConfigReader({}))).toEqual([]);
  });
});
