import { deploymentStatus } from './deploymentStatus';
import type { ReplicaObservation } from './ReplicaStore';

const seen = (
  revision: number,
  state: 'online' | 'failed',
  message: string | null = null,
): ReplicaObservation => ({
  deployment_id: 'd',
  revision,
  state,
  message,
});

describe('deploymentStatus', () => {
  it('is undeployed when nothing is meant to be served, whatever replicas say', () => {
    expect(deploymentStatus({ revision: 2, version: null }, [seen(1, 'online')], 1)).toEqual({
      status: 'undeployed',
    });
  });

  it('is deploying until every live replica serves the present revision', () => {
    const deployment = { revision: 2, version: 1 };
    expect(deploymentStatus(deployment, [seen(1, 'online'), seen(2, 'online')], 2)).toEqual({
      status: 'deploying',
      statusMessage: 'Online on 1 of 2 replicas',
    });
    expect(deploymentStatus(deployment, [seen(2, 'online'), seen(2, 'online')], 2).status).toBe(
      'online',
    );
  });

  it('is deploying, not online, when no replica is alive', () => {
    expect(deploymentStatus({ revision: 1, version: 1 }, [], 0).status).toBe('deploying');
  });

  it('is failed with the reason as soon as one replica fails at the present revision', () => {
    expect(
      deploymentStatus(
        { revision: 3, version: 1 },
        [seen(3, 'online'), seen(3, 'failed', 'no room')],
        2,
      ),
    ).toEqual({ status: 'failed', statusMessage: 'no room' });
    expect(
      deploymentStatus({ revision: 3, version: 1 }, [seen(2, 'failed', 'old')], 1).status,
    ).toBe('deploying');
  });
});
