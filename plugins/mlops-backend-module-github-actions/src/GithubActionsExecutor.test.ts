import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@backstage/integration';
import type { TrainingRun } from '@mlops-backstage/plugin-mlops-node';
import { FakeGithub } from './__testUtils__/FakeGithub';
import type { Details } from './__testUtils__/FakeGithub';
import { GithubActionsExecutor } from './GithubActionsExecutor';
import { readGithubActionsConfig } from './readGithubActionsConfig';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = { type: 'spki', format: 'pem' } as const;
const reportTokenKey = keys.publicKey.export(pem);

const run: TrainingRun = {
  id: '00000000-0000-4000-8000-000000000001',
  model: 'risk',
  policy: 'weekly',
  deployment: 'risk-eu',
  champion: 2,
  reason: 'It was due',
  parameters: { workflow: 'train-risk', inputs: { rows: '1000' } },
  reportUrl: 'https://portal.example.com/report',
  reportToken: 'mlops_run_secret',
};

const repository = 'https://ghe.example.com/org/repository';
const page = (id: number) => `${repository}/actions/runs/${id}`;
const dispatches = 'POST /workflows/train.yml/dispatches';

const rootWith = (entry: object, github: object = { token: 'good' }) =>
  new ConfigReader({
    integrations: { github: [{ host: 'ghe.example.com', ...github }] },
    mlops: { retraining: { githubActions: [entry] } },
  } as any);

const workflow = { name: 'train-risk', repository: `${repository}/`, workflow: 'train.yml' };

describe('GithubActionsExecutor', () => {
  let github: FakeGithub;

  const executorWith = (
    entry: object = {},
    integration: object = { token: 'good' },
    options: { timeoutMs?: number; lookForMs?: number } = {},
  ) => {
    const root = rootWith(
      { name: 'github', workflows: [workflow], ...entry },
      { apiBaseUrl: github.url, ...integration },
    );
    const integrations = ScmIntegrations.fromConfig(root);
    return new GithubActionsExecutor(
      readGithubActionsConfig(root, integrations)[0],
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      { lookEveryMs: 10, ...options },
    );
  };

  beforeEach(async () => {
    github = new FakeGithub(['mlops_run', 'mlops', 'mlops_report_token', 'rows']);
    await github.start();
  });

  afterEach(() => github.stop());

  it('starts the workflow with what it needs, but not with the secret', async () => {
    expect(await executorWith().submit(run)).toEqual({ externalId: page(101), url: page(101) });
    const [{ mlops, ...others }] = github.dispatches;
    expect(others).toEqual({ rows: '1000', mlops_run: run.id });
    expect(JSON.parse(mlops)).toEqual({
      run: run.id,
      model: 'risk',
      policy: 'weekly',
      deployment: 'risk-eu',
      champion: 2,
      reason: 'It was due',
      reportUrl: 'https://portal.example.com/report',
    });
  });

  it('gives the secret along where there is a key to encrypt it for', async () => {
    await executorWith({ reportTokenKey }).submit(run);
    const { mlops_report_token: encrypted, ...others } = github.dispatches[0];
    expect(JSON.stringify(others)).not.toContain('mlops_run_secret');
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = { key: keys.privateKey, padding, oaepHash: 'sha256' };
    expect(String(privateDecrypt(key, Buffer.from(encrypted, 'base64')))).toBe('mlops_run_secret');
  });

  it.each<Details>(['ignored', 'refused'])(
    'finds the run by its name where its id is %s',
    async details => {
      github.details = details;
      github.lag = 3;
      expect(await executorWith().submit(run)).toMatchObject({ externalId: page(101) });
      expect(github.dispatches).toHaveLength(1);
    },
  );

  it('starts no second run of that name', async () => {
    const executor = executorWith();
    const first = await executor.submit(run);
    expect(await executor.submit(run)).toEqual(first);
    expect(github.dispatches).toHaveLength(1);
    await executor.submit({ ...run, id: '00000000-0000-4000-8000-000000000002' });
    expect(github.dispatches).toHaveLength(2);
  });

  it('says what a workflow lacks that does not name its runs, and starts no other', async () => {
    github.details = 'ignored';
    github.namesRuns = false;
    const executor = executorWith({}, { token: 'good' }, { lookForMs: 50 });
    await expect(executor.submit(run)).rejects.toThrow(
      new InputError(
        `GitHub took the training, but has no run with ${run.id} in its name: train.yml has to say "run-name: \${{ inputs.mlops_run }}"`,
      ),
    );
    expect(github.dispatches).toHaveLength(1);
  });

  it('starts none where it is not told of those that there are', async () => {
    github.answers.set('GET /workflows/train.yml/runs', [403, { message: 'API rate limit' }]);
    const error = await executorWith()
      .submit(run)
      .catch(one => one);
    expect(error).not.toBeInstanceOf(InputError);
    expect(error.message).toBe("GitHub doesn't tell of its runs: status 403: API rate limit");
    expect(github.dispatches).toEqual([]);
  });

  it('refuses for good what trying again mends not', async () => {
    const executor = executorWith();
    await expect(executor.submit({ ...run, parameters: { workflow: 'deploy' } })).rejects.toThrow(
      new InputError('github runs only the workflows train-risk'),
    );
    expect(github.asked).toEqual([]);
    const inputs = { unheard: 'of' };
    await expect(
      executor.submit({ ...run, parameters: { workflow: 'train-risk', inputs } }),
    ).rejects.toThrow(
      new InputError(
        'GitHub refused the workflow with status 422: Unexpected inputs provided: ["unheard"]',
      ),
    );
    const gone = executorWith({ workflows: [{ ...workflow, workflow: 'gone.yml' }] });
    await expect(gone.submit(run)).rejects.toThrow(
      new InputError(`There is no workflow gone.yml in ${repository}, or it may not be read`),
    );
    github.answers.set(dispatches, [502, 'Bad gateway']);
    expect(await executor.submit(run).catch(one => one)).not.toBeInstanceOf(InputError);
  });

  it.each([
    ['queued', null, { state: 'waiting' }],
    ['waiting', null, { state: 'waiting' }],
    ['in_progress', null, { state: 'running' }],
    ['completed', 'success', { state: 'succeeded' }],
    ['completed', 'cancelled', { state: 'cancelled' }],
    ['completed', 'failure', { state: 'failed', message: 'A job of the workflow failed' }],
    ['completed', 'timed_out', { state: 'failed', message: 'A job of the workflow took too long' }],
  ])('reads %s with the conclusion %s', async (status, conclusion, expected) => {
    const executor = executorWith();
    const submitted = await executor.submit(run);
    Object.assign(github.runs[0], { status, conclusion });
    expect(await executor.status(submitted)).toEqual({ ...expected, url: page(101) });
  });

  it('tells a run that is gone from a GitHub that does not answer', async () => {
    const executor = executorWith();
    const gone = { externalId: page(9) };
    expect(await executor.status(gone)).toBeUndefined();
    github.answers.set('GET /runs/9', [200, { status: 'completed', conclusion: 'odd' }]);
    await expect(executor.status(gone)).rejects.toThrow('tells no state of the run: status 200');
    await expect(
      executor.status({ externalId: 'https://ghe.example.com/org/other/actions/runs/9' }),
    ).rejects.toThrow('github has no workflow in the repository of');
    github.isSilent = true;
    const impatient = executorWith({}, { token: 'good' }, { timeoutMs: 500 });
    await expect(impatient.status(gone)).rejects.toThrow(
      'GitHub did not answer within 0.5 seconds',
    );
    await github.stop();
    await expect(executor.status(gone)).rejects.toThrow(
      /GitHub can't be reached \((ECONNREFUSED|UND_ERR_SOCKET)\)/,
    );
    await github.start();
  });

  it('stops what is under way, and leaves alone what has ended', async () => {
    const executor = executorWith();
    const submitted = await executor.submit(run);
    await executor.cancel(submitted);
    expect(await executor.status(submitted)).toMatchObject({ state: 'cancelled' });
    await expect(executor.cancel(submitted)).resolves.toBeUndefined();
    await expect(executor.cancel({ externalId: page(9) })).resolves.toBeUndefined();
    github.answers.set('POST /runs/101/cancel', [403, { message: 'Not yours' }]);
    await expect(executor.cancel(submitted)).rejects.toThrow(
      "GitHub didn't stop the run: status 403: Not yours",
    );
  });

  it('signs in as an app, for a token of the organisation', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const executor = executorWith(
      {},
      {
        apps: [
          {
            appId: 1,
            clientId: 'id',
            clientSecret: 'secret',
            webhookSecret: 'secret',
            privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }),
          },
        ],
      },
    );
    await executor.submit(run);
    expect(github.asked.at(-1)).toMatchObject({ authorization: 'Bearer ghs_app' });
  });

  it('says that it has no credentials, or that they are not taken, without them', async () => {
    await expect(executorWith({}, {}).submit(run)).rejects.toThrow(
      `integrations.github has neither an app nor a token for ${repository}`,
    );
    const error = await executorWith({}, { token: 'ghp_wrong' })
      .submit(run)
      .catch(one => one);
    expect(error.message).toBe("GitHub doesn't tell of its runs: status 401: Bad credentials");
  });

  it('follows no redirect, so that credentials stay where they belong', async () => {
    const other = new FakeGithub([]);
    await other.start();
    github.answers.set('GET /runs/9', [302, `${other.url}/repos/org/repository/actions/runs/9`]);
    await expect(executorWith().status({ externalId: page(9) })).rejects.toThrow('status 302');
    expect(other.asked).toEqual([]);
    await other.stop();
  });
});

describe('readGithubActionsConfig', () => {
  const read = (entry: object) => {
    const root = rootWith(
      { name: 'github', workflows: [workflow], ...entry },
      { apiBaseUrl: 'https://ghe.example.com/api/v3' },
    );
    return readGithubActionsConfig(root, ScmIntegrations.fromConfig(root));
  };
  const withWorkflow = (change: object) => ({ workflows: [{ ...workflow, ...change }] });
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export(pem);
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export(pem);
  const secret = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });

  it.each([
    ['a name', { name: 'GitHub!' }, /name may have lower-case letters/],
    ['no workflow', { workflows: [] }, /workflows has to name what policies may run/],
    ['a name twice', { workflows: [workflow, workflow] }, /workflows has a name twice/],
    ['no address', withWorkflow({ repository: 'org/repository' }), /has to be like https/],
    ['another path', withWorkflow({ repository: `${repository}/../..` }), /has to be like https/],
    [
      'another host',
      withWorkflow({ repository: 'https://elsewhere.example.com/org/repository' }),
      /integrations.github has no API of elsewhere/,
    ],
    ['a path as the file', withWorkflow({ workflow: '../train.yml' }), /name of a file/],
    ['no key', { reportTokenKey: 'abc' }, /reportTokenKey has to be a public key in PEM/],
    ['a private key', { reportTokenKey: secret }, /not a private one/],
    ['a short key', { reportTokenKey: short }, /RSA key of 2048 bits/],
    ['a key of another kind', { reportTokenKey: elliptic }, /RSA key of 2048 bits/],
  ])('refuses %s', (_, entry, message) => {
    expect(() => read(entry)).toThrow(message);
  });

  it('is empty without an entry', () => {
    const root = new ConfigReader({});
    expect(readGithubActionsConfig(root, ScmIntegrations.fromConfig(root))).toEqual([]);
  });
});
