import type { Knex } from 'knex';
import type { ObservedDeployment } from '@mlops-backstage/plugin-mlops-node';

/** What a live replica says of a deployment. */
export interface ReplicaObservation {
  deployment_id: string;
  revision: number;
  state: 'online' | 'failed';
  message: string | null;
}

/** Keeps which backend instances are alive and what each serves. */
export interface ReplicaStore {
  /** Says that this replica is alive, and forgets those that haven't said so for long. */
  heartbeat(replicaId: string): Promise<void>;
  /** Says what became of deployments on this replica. */
  observe(replicaId: string, observed: Array<ObservedDeployment & { id: string }>): Promise<void>;
  /** How many replicas are alive. */
  countAlive(): Promise<number>;
  /** What live replicas say of the deployments. */
  observations(deploymentIds: string[]): Promise<ReplicaObservation[]>;
  /** Takes this replica off the list. */
  leave(replicaId: string): Promise<void>;
}

/** A replica is alive while its last heartbeat is younger than this, in milliseconds. */
export const ALIVE_FOR_MS = 15_000;

/** Keeps replicas in the plugin's database. */
export class DatabaseReplicaStore implements ReplicaStore {
  constructor(private readonly database: Knex) {}

  async heartbeat(replicaId: string): Promise<void> {
    await this.database('replicas')
      .insert({ id: replicaId, heartbeat_at: new Date() })
      .onConflict('id')
      .merge();
    await this.database('replicas')
      .where('heartbeat_at', '<', new Date(Date.now() - 20 * ALIVE_FOR_MS))
      .delete();
  }

  async observe(
    replicaId: string,
    observed: Array<ObservedDeployment & { id: string }>,
  ): Promise<void> {
    if (observed.length === 0) {
      return;
    }
    await this.database('deployment_replicas')
      .insert(
        observed.map(({ id, revision, state, message }) => ({
          deployment_id: id,
          replica_id: replicaId,
          revision,
          state,
          message: message ?? null,
        })),
      )
      .onConflict(['deployment_id', 'replica_id'])
      .merge();
  }

  async countAlive(): Promise<number> {
    const [{ count }] = await this.alive().count({ count: '*' });
    return Number(count);
  }

  async observations(deploymentIds: string[]): Promise<ReplicaObservation[]> {
    return this.alive()
      .join('deployment_replicas', 'deployment_replicas.replica_id', 'replicas.id')
      .whereIn('deployment_replicas.deployment_id', deploymentIds)
      .select('deployment_id', 'revision', 'state', 'message');
  }

  async leave(replicaId: string): Promise<void> {
    await this.database('deployment_replicas').where({ replica_id: replicaId }).delete();
    await this.database('replicas').where({ id: replicaId }).delete();
  }

  private alive(): Knex.QueryBuilder {
    return this.database('replicas').where(
      'replicas.heartbeat_at',
      '>',
      new Date(Date.now() - ALIVE_FOR_MS),
    );
  }
}
