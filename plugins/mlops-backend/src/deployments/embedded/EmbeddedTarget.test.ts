import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createMockDirectory, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { ModelServer } from '@mlops-backstage/model-server';
import type { DesiredDeployment, DesiredVersion } from '@mlops-backstage/plugin-mlops-node';
import { riskModel, riskModel2 } from '../../__testUtils__/files';
import { EmbeddedTarget } from './EmbeddedTarget';

jest.setTimeout(60_000);

describe('EmbeddedTarget', () => {
  const folder = createMockDirectory({ content: { 'broken.onnx': 'not a model' } });
  let server: ModelServer;
  let target: EmbeddedTarget;

  beforeEach(async () => {
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
      authentication: 'none',
      onWindows: () => {},
      logger: mockServices.logger.mock(),
    });
    target = new EmbeddedTarget(
      server,
      {
        public: 'https://models.example.com',
        local: `http://127.0.0.1:${server.port}`,
      },
      false,
    );
  });

  afterEach(() => server.close());

  /** A version whose artifact is at a path, or lost. */
  const versionOf = (version: number, path: string | undefined): DesiredVersion => ({
    version,
    artifact: {
      digest: `sha256:${createHash('sha256')
        .update(path ? readFileSync(path) : '')
        .digest('hex')}`,
      async localPath() {
        if (!path) {
          throw new NotFoundError('The store has no such artifact');
        }
        return path;
      },
    },
  });

  const desired = (
    version: number,
    path: string | undefined,
    name = 'risk',
    others: Partial<DesiredDeployment> = {},
  ): DesiredDeployment => ({
    deployment: name,
    revision: version,
    model: 'risk',
    champion: versionOf(version, path),
    challengers: [],
    allowEventTime: false,
    ...others,
  });

  /** The versions that answer under a name. */
  const served = async (name = 'risk'): Promise<string[]> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/v2/models/${name}`);
    return response.ok ? (await response.json()).versions : [];
  };

  const missing = {
    state: 'failed',
    message: expect.stringMatching(
      /^The artifact of version \d can't be read: The store has no such artifact$/,
    ),
  };

  it('serves what is desired, and stops what no longer is', async () => {
    expect(await target.reconcile([desired(1, riskModel)])).toMatchObject([
      { deployment: 'risk', revision: 1, state: 'online' },
    ]);
    expect(await served()).toEqual(['1']);
    expect(await target.reconcile([])).toEqual([]);
    expect(await served()).toEqual([]);
  });

  it('goes on with the old version when the artifact of the new one is missing', async () => {
    await target.reconcile([desired(1, riskModel)]);
    const outcomes = await target.reconcile([
      desired(2, undefined),
      desired(1, riskModel, 'other'),
    ]);
    expect(outcomes).toMatchObject([
      { deployment: 'risk', revision: 2, ...missing },
      { deployment: 'other', state: 'online' },
    ]);
    expect([await served(), await served('other')]).toEqual([['1'], ['1']]);
  });

  it('goes on with the old version however often the new one fails, in whatever way', async () => {
    await target.reconcile([desired(1, riskModel)]);
    const broken = folder.resolve('broken.onnx');
    expect(await target.reconcile([desired(2, broken)])).toMatchObject([{ state: 'failed' }]);
    expect(await target.reconcile([desired(3, undefined)])).toMatchObject([missing]);
    expect(await served()).toEqual(['1']);
    expect(await target.reconcile([desired(4, riskModel2)])).toMatchObject([{ state: 'online' }]);
    expect(await served()).toEqual(['4']);
  });

  it('serves a canary beside the champion, and all of it or what was there before', async () => {
    const canary = { ...versionOf(2, riskModel2), weight: 50 };
    expect(await target.reconcile([desired(1, riskModel, 'risk', { canary })])).toMatchObject([
      { state: 'online' },
    ]);
    expect(await served()).toEqual(['1', '2']);
    const lost = desired(1, riskModel, 'risk', {
      revision: 2,
      challengers: [versionOf(3, undefined)],
    });
    expect(await target.reconcile([lost])).toMatchObject([{ revision: 2, ...missing }]);
    expect(await served()).toEqual(['1', '2']);
  });

  it('tells programs the public address, and asks the server directly', async () => {
    await target.reconcile([desired(1, riskModel)]);
    expect(target.inferUrl('risk')).toBe('https://models.example.com/v2/models/risk/infer');
    expect(await target.infer('risk', { inputs: [] })).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
    expect((await target.infer('none', { inputs: [] })).status).toBe(404);
  });
});
