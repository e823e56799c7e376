import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  ArtifactFormat,
  Deployment,
  DeploymentRequest,
  DeploymentStatus,
  InferRequest,
  Revision,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentTarget, InferAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { toIsoString } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import type { DeploymentRow, DeploymentStore } from './DeploymentStore';
import { deploymentStatus } from './deploymentStatus';
import { describeEndpoint } from './describeEndpoint';
import type { ReplicaStore } from './ReplicaStore';

/** What decides whether a target can serve a version. */
export interface DeployableVersion {
  format: ArtifactFormat;
  /** Whether the registry has the artifact. */
  stored: boolean;
}

/** What deployments need to know of the registry, handed in by the area that owns it. */
export interface DeployableModels {
  find(name: string): Promise<{ id: string; name: string; owner: string } | undefined>;
  /**
   * Finds a version that isn't deleted, and keeps it from being deleted until the transaction ends.
   *
   * @param model - its name
   */
  holdVersion(
    transaction: Knex.Transaction,
    model: string,
    version: number,
  ): Promise<DeployableVersion | undefined>;
}

/** The rules of deployments. Who may use it is asked elsewhere (`AuthorizedDeploymentService`). */
export class DeploymentService {
  constructor(
    private readonly database: Knex,
    private readonly stores: { deployments: DeploymentStore; replicas: ReplicaStore },
    private readonly models: DeployableModels,
    private readonly targets: ReadonlyMap<string, DeploymentTarget>,
    private readonly audit: AuditLog,
    /** Told after a change was committed, with the name of the model. */
    private readonly onChange: (model: string) => void,
  ) {}

  async list(
    filter: { model?: string },
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

  findModel(name: string) {
    return this.models.find(name);
  }

  async find(name: string): Promise<DeploymentRow | undefined> {
    return this.stores.deployments.find(name);
  }

  async get(row: DeploymentRow): Promise<Deployment> {
    return (await this.present([row]))[0];
  }

  async deploymentsOf(
    modelIds: string[],
  ): Promise<Map<string, Array<{ name: string; status: DeploymentStatus; version?: number }>>> {
    const rows = await this.stores.deployments.listOfModels(modelIds);
    const presented = await this.present(rows);
    const byModel = new Map<
      string,
      Array<{ name: string; status: DeploymentStatus; version?: number }>
    >();
    rows.forEach((row, index) => {
      const { name, status, version } = presented[index];
      const list = byModel.get(row.model_id) ?? [];
      byModel.set(row.model_id, [
        ...list,
        { name, status, ...(version !== undefined && { version }) },
      ]);
    });
    return byModel;
  }

  /**
   * The OpenAPI text of the endpoint.
   *
   * @param version - the one that is deployed
   * @throws `NotFoundError` when nothing is deployed
   */
  describeEndpoint(row: DeploymentRow, version: Version | undefined): object {
    const target = this.targets.get(row.target);
    if (!version || !target) {
      throw new NotFoundError(`Nothing is deployed at ${row.name}`);
    }
    return describeEndpoint({
      deployment: row.name,
      model: row.model,
      version,
      inferUrl: target.inferUrl(row.name),
    });
  }

  /** The names of the deployments that serve a model, or one version of it. */
  servedBy(transaction: Knex.Transaction, modelId: string, version?: number): Promise<string[]> {
    return this.stores.deployments.servedBy(transaction, modelId, version);
  }

  /** Removes the deployments of a model, none of which serves anything any more. @returns their names */
  forgetModel(transaction: Knex.Transaction, modelId: string): Promise<string[]> {
    return this.stores.deployments.removeOfModel(transaction, modelId);
  }

  async listRevisions(row: DeploymentRow, page: { limit: number; below?: number }) {
    const rows = await this.stores.deployments.listRevisions(row.id, page);
    const items = rows.slice(0, page.limit).map((revision): Revision => ({
      revision: revision.revision,
      action: revision.action,
      ...(revision.version !== null && { version: revision.version }),
      reason: revision.reason,
      createdAt: toIsoString(revision.created_at),
      createdBy: revision.created_by,
    }));
    return { items, totalItems: row.revision, more: rows.length > page.limit };
  }

  /** @throws `ConflictError` when the name is taken, `InputError` for an unknown target, `NotFoundError` */
  async create(actor: Actor, request: DeploymentRequest): Promise<Deployment> {
    const target = request.target ?? 'embedded';
    if (!this.targets.has(target)) {
      throw new InputError(
        `There is no deployment target "${target}"; installed: ${[...this.targets.keys()].join(', ')}`,
      );
    }
    const model = await this.models.find(request.model);
    if (!model) {
      throw new NotFoundError(`There is no model ${request.model}`);
    }
    const allowEventTime = request.allowEventTime ?? false;
    try {
      await this.database.transaction(async transaction => {
        await this.requireVersion(transaction, model.name, request.version, target);
        await this.stores.deployments.insert(
          transaction,
          {
            name: request.name,
            modelId: model.id,
            target,
            version: request.version,
            allowEventTime,
          },
          {
            action: 'deploy',
            version: request.version,
            reason: request.reason,
            createdBy: actor.ref,
          },
        );
        await this.audit.append(transaction, {
          actor: actor.ref,
          action: 'deployment.create',
          resource: { kind: 'deployment', name: request.name, model: model.name },
          reason: request.reason,
          after: {
            model: model.name,
            version: request.version,
            target,
            allowEventTime,
            revision: 1,
          },
        });
      });
    } catch (error) {
      if (isUniqueViolation(error)) {
        throw new ConflictError(`There is a deployment ${request.name} already`);
      }
      throw error;
    }
    return this.changed(request.name, model.name);
  }

  /** @throws `NotFoundError` */
  async deploy(
    actor: Actor,
    row: DeploymentRow,
    version: number,
    reason: string,
  ): Promise<Deployment> {
    return this.revise(actor, row, { action: 'deploy', version, reason });
  }

  async undeploy(actor: Actor, row: DeploymentRow, reason: string): Promise<Deployment> {
    return this.revise(actor, row, { action: 'undeploy', version: null, reason });
  }

  /** @throws `ServiceUnavailableError` when nothing is deployed */
  async infer(row: DeploymentRow, request: InferRequest): Promise<InferAnswer> {
    const target = this.targets.get(row.target);
    if (row.version === null || !target) {
      throw new ServiceUnavailableError(`Nothing is deployed at ${row.name}`);
    }
    return target.infer(row.name, request);
  }

  private async revise(
    actor: Actor,
    { name, model, target }: DeploymentRow,
    change: { action: 'deploy' | 'undeploy'; version: number | null; reason: string },
  ): Promise<Deployment> {
    await this.database.transaction(async transaction => {
      if (change.version !== null) {
        await this.requireVersion(transaction, model, change.version, target);
      }
      const row = await this.stores.deployments.lock(transaction, name);
      if (!row) {
        throw new NotFoundError(`There is no deployment ${name}`);
      }
      if (row.version === change.version) {
        return;
      }
      await this.stores.deployments.addRevision(transaction, row, {
        ...change,
        createdBy: actor.ref,
      });
      await this.audit.append(transaction, {
        actor: actor.ref,
        action: `deployment.${change.action}`,
        resource: { kind: 'deployment', name, model },
        reason: change.reason,
        before: { revision: row.revision, version: row.version },
        after: { revision: row.revision + 1, version: change.version },
      });
    });
    return this.changed(name, model);
  }

  /** @throws `NotFoundError` when the model was deleted right after */
  private async changed(name: string, model: string): Promise<Deployment> {
    this.onChange(model);
    const row = await this.stores.deployments.find(name);
    if (!row) {
      throw new NotFoundError(`There is no deployment ${name}`);
    }
    return this.get(row);
  }

  private async requireVersion(
    transaction: Knex.Transaction,
    model: string,
    version: number,
    target: string,
  ): Promise<void> {
    const found = await this.models.holdVersion(transaction, model, version);
    if (!found) {
      throw new NotFoundError(`The model ${model} has no version ${version}`);
    }
    const formats = this.targets.get(target)?.formats ?? [];
    if (!found.stored || !formats.includes(found.format)) {
      throw new InputError(
        `The target "${target}" serves ${formats.join(', ')} from the registry, but version ${version} is ${
          found.stored ? '' : 'kept elsewhere, as '
        }${found.format}`,
      );
    }
  }

  private async present(rows: DeploymentRow[]): Promise<Deployment[]> {
    if (rows.length === 0) {
      return [];
    }
    const [alive, observations] = await Promise.all([
      this.stores.replicas.countAlive(),
      this.stores.replicas.observations(rows.map(row => row.id)),
    ]);
    return rows.map(row => {
      const target = this.targets.get(row.target);
      const status = target
        ? deploymentStatus(
            row,
            observations.filter(observed => observed.deployment_id === row.id),
            alive,
          )
        : ({
            status: 'failed',
            statusMessage: `The target "${row.target}" is not installed`,
          } as const);
      return {
        name: row.name,
        model: row.model,
        target: row.target,
        ...status,
        ...(row.version !== null && { version: row.version }),
        revision: row.revision,
        allowEventTime: row.allow_event_time,
        ...(row.version !== null &&
          target && {
            endpoint: {
              protocol: 'open-inference-protocol-v2' as const,
              inferUrl: target.inferUrl(row.name),
            },
          }),
        createdAt: toIsoString(row.created_at),
        updatedAt: toIsoString(row.updated_at),
      };
    });
  }
}
