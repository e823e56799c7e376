import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type {
  Deployment,
  DeploymentStatus,
  InferRequest,
  ModelSummary,
  Revision,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentTarget, InferAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import type { BakeStore } from './bake/BakeStore';
import { presentBake } from './bake/presentBake';
import { changesBetween, EMPTY } from './Configuration';
import type { Configuration } from './Configuration';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentFilter, DeploymentStore } from './DeploymentStore';
import { deploymentStatus } from './deploymentStatus';
import { describeEndpoint } from './describeEndpoint/describeEndpoint';
import type { ReplicaStore } from './ReplicaStore';

/** Deployments as the contract shows them. */
export class DeploymentReader {
  constructor(
    private readonly stores: {
      deployments: DeploymentStore;
      replicas: ReplicaStore;
      bakes: BakeStore;
    },
    private readonly targets: ReadonlyMap<string, DeploymentTarget>,
  ) {}

  find(name: string): Promise<DeploymentRow | undefined> {
    return this.stores.deployments.find(name);
  }

  async list(
    filter: DeploymentFilter,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ) {
    const [rows, totalItems] = await Promise.all([
      this.stores.deployments.list(filter, readable, page),
      this.stores.deployments.count(filter, readable),
    ]);
    return {
      items: await this.present(rows.slice(0, page.limit)),
      totalItems,
      more: rows.length > page.limit,
    };
  }

  async get(row: DeploymentRow): Promise<Deployment> {
    return (await this.present([row]))[0];
  }

  /** By the id of the model. */
  async deploymentsOf(modelIds: string[]): Promise<Map<string, ModelSummary['deployments']>> {
    const rows = await this.stores.deployments.listOfModels(modelIds);
    const presented = await this.present(rows);
    const byModel = new Map<string, ModelSummary['deployments']>();
    rows.forEach((row, index) => {
      const { name, target, status, version, environment } = presented[index];
      const list = byModel.get(row.model_id) ?? [];
      byModel.set(row.model_id, [
        ...list,
        { name, target, status, ...(version !== undefined && { version }), environment },
      ]);
    });
    return byModel;
  }

  /** The names of the deployments that serve a model, or one version of it. */
  servedBy(transaction: Knex.Transaction, modelId: string, version?: number): Promise<string[]> {
    return this.stores.deployments.servedBy(transaction, modelId, version);
  }

  async listRevisions(row: DeploymentRow, page: { limit: number; below?: number }) {
    const rows = await this.stores.deployments.listRevisions(row.id, page);
    const items = rows.slice(0, page.limit).map((revision, index): Revision => ({
      revision: revision.revision,
      action: revision.action,
      ...served(revision),
      ...(revision.rolled_back_to !== null && { rolledBackTo: revision.rolled_back_to }),
      changes: changesBetween(rows[index + 1] ?? EMPTY, revision),
      reason: revision.reason,
      createdAt: toIsoString(revision.created_at),
      createdBy: revision.created_by,
    }));
    return { items, totalItems: row.revision, more: rows.length > page.limit };
  }

  /**
   * The OpenAPI text of the endpoint.
   *
   * @param version - the champion
   * @throws `NotFoundError` when nothing is deployed, or what is there is served elsewhere
   */
  describeEndpoint(row: DeploymentRow, version: Version | undefined): object {
    const target = this.targets.get(row.target);
    if (!version || !target) {
      throw new NotFoundError(`Nothing is deployed at ${row.name}`);
    }
    if (target.servesElsewhere) {
      throw new NotFoundError(`What ${row.name} stands for is served elsewhere`);
    }
    const hasExtensions = target.capabilities?.extensions ?? false;
    return describeEndpoint({
      deployment: row.name,
      model: row.model,
      version,
      inferUrl: target.inferUrl(row.name),
      needsToken: target.needsToken ?? false,
      takesRoutingKey: target.capabilities?.canary ?? false,
      takesEventTime: hasExtensions && row.allow_event_time,
      hasExtensions,
    });
  }

  /** @throws `ServiceUnavailableError` when nothing is deployed */
  async infer(row: DeploymentRow, request: InferRequest): Promise<InferAnswer> {
    const target = this.targets.get(row.target);
    if (row.version === null || !target) {
      throw new ServiceUnavailableError(`Nothing is deployed at ${row.name}`);
    }
    return target.infer(row.name, request);
  }

  private async present(rows: DeploymentRow[]): Promise<Deployment[]> {
    if (rows.length === 0) {
      return [];
    }
    const ids = rows.map(row => row.id);
    const [alive, observations, bakes] = await Promise.all([
      this.stores.replicas.countAlive(),
      this.stores.replicas.observations(ids),
      this.stores.bakes.listShown(ids),
    ]);
    return rows.map(row => {
      const target = this.targets.get(row.target);
      const status: { status: DeploymentStatus; statusMessage?: string } = target
        ? deploymentStatus(
            row,
            observations.filter(observed => observed.deployment_id === row.id),
            alive,
          )
        : { status: 'failed', statusMessage: `The target "${row.target}" is not installed` };
      return {
        name: row.name,
        model: row.model,
        ...(row.entity_ref && { entityRef: row.entity_ref }),
        environment: row.environment,
        target: row.target,
        ...status,
        ...served(row),
        bakes: bakes.filter(bake => bake.deployment_id === row.id).map(presentBake),
        revision: row.revision,
        allowEventTime: row.allow_event_time,
        ...(row.version !== null &&
          target &&
          !target.servesElsewhere && {
            endpoint: {
              protocol: 'open-inference-protocol-v2' as const,
              inferUrl: target.inferUrl(row.name),
              needsToken: target.needsToken ?? false,
            },
          }),
        createdAt: toIsoString(row.created_at),
        updatedAt: toIsoString(row.updated_at),
      };
    });
  }
}

/** The configuration, where the contract leaves out what isn't there. */
function served({ version, canary, challengers, follow, bakeLimits }: Configuration) {
  return {
    ...(version !== null && { version }),
    ...(canary && { canary }),
    challengers,
    ...(follow && { follow }),
    ...(bakeLimits && { bakeLimits }),
  };
}
