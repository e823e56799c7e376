import { mockServices } from '@backstage/backend-test-utils';
import type { ArtifactStore, DeploymentTarget } from '@mlops-backstage/plugin-mlops-node';
import { eventually } from '../__testUtils__/startMlops';
import { DeploymentReconciler } from './DeploymentReconciler';
import type { DeploymentStore } from './DeploymentStore';
import type { DesiredRow } from './readDesired';
import type { ReplicaStore } from './ReplicaStore';

/** With a target and stores of the test's own; what a real target does with it is tested over HTTP. */
describe('DeploymentReconciler', () => {
  let desired: DesiredRow[];
  let serves: boolean;
  let reconciled: number;
  let retained: string[][];
  let reconciler: DeploymentReconciler;

  const deployment = (name: string, ...digests: string[]): DesiredRow => ({
    id: name,
    name,
    model: 'risk',
    environment: 'production',
    target: 'embedded',
    revision: 1,
    allow_event_time: false,
    canary_weight: null,
    versions: digests.map((digest, index) => ({
      role: index === 0 ? 'champion' : 'challenger',
      version: index + 1,
      version_id: digest,
      digest,
    })),
  });

  beforeEach(() => {
    desired = [];
    serves = true;
    reconciled = 0;
    retained = [];
    const target: DeploymentTarget = {
      id: 'embedded',
      formats: ['onnx'],
      async reconcile(deployments) {
        reconciled += 1;
        return deployments.map(one => ({
          deployment: one.deployment,
          revision: one.revision,
          state: serves ? ('online' as const) : ('failed' as const),
        }));
      },
      inferUrl: () => '',
      infer: async () => ({ status: 200, body: {} }),
    };
    reconciler = new DeploymentReconciler(
      {
        deployments: {
          listDesired: async () => desired,
          fingerprint: async () => JSON.stringify([desired, serves]),
        } as Partial<DeploymentStore> as DeploymentStore,
        replicas: {
          heartbeat: async () => {},
          observe: async () => {},
          leave: async () => {},
        } as Partial<ReplicaStore> as ReplicaStore,
      },
      new Map([['embedded', target]]),
      {
        retain: async digests => {
          retained.push([...digests].sort());
        },
      } as Partial<ArtifactStore> as ArtifactStore,
      { schemaOf: async () => undefined },
      () => 0,
      undefined,
      mockServices.logger.mock(),
    );
  });

  afterEach(() => reconciler.stop());

  it('tells the store which artifacts are served, each once, whatever their role', async () => {
    desired = [deployment('risk', 'a', 'b'), deployment('other', 'a', 'c')];
    await reconciler.start();
    expect(retained).toEqual([['a', 'b', 'c']]);
    desired = [deployment('risk', 'b')];
    await eventually(async () => retained.length === 2);
    expect(retained[1]).toEqual(['b']);
  });

  it('lets no artifact go while a deployment that failed may go on with what it served before', async () => {
    desired = [deployment('risk', 'a')];
    await reconciler.start();
    desired = [deployment('risk', 'b')];
    serves = false;
    await eventually(async () => reconciled === 2);
    expect(retained).toEqual([['a']]);
    serves = true;
    await eventually(async () => retained.length === 2);
    expect(retained[1]).toEqual(['b']);
  });
});
