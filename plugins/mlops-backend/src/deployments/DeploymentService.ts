import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  CanaryRequest,
  Deployment,
  DeploymentRequest,
  DeploymentSettings,
  Stage,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { Bakes } from './bake/Bakes';
import { changesBetween, configurationOf, EMPTY, undeployed, withChampion } from './Configuration';
import type { Configuration } from './Configuration';
import type { DeployableModels } from './DeployableModels';
import type { DeploymentReader } from './DeploymentReader';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentStore, RevisionAction, RevisionRow } from './DeploymentStore';
import type { Environments } from './Environments';
import { lockDeployment } from './lockDeployment';
import { recordRevision } from './recordRevision';
import type { AuthorizedStages, ServingRules } from './ServingRules';

/** Why something is changed, and what whoever changes it was allowed by. */
export interface Intent {
  reason: string;
  stages?: AuthorizedStages;
}

/** A change of a locked deployment. */
interface Plan extends Intent {
  action: RevisionAction;
  next(present: Configuration): Configuration;
}

/** The changes of deployments. Who may make them is asked elsewhere (`AuthorizedDeploymentService`). */
export class DeploymentService {
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      deployments: DeploymentStore;
      reader: DeploymentReader;
      models: DeployableModels;
      environments: Environments;
      rules: ServingRules;
      bakes: Bakes;
      audit: AuditLog;
    },
    /** Told after a change was committed, with the name of the model. */
    private readonly onChange: (model: string) => void,
  ) {}

  /** Where a deployment goes, whether there is such an environment or not. */
  environmentOf({ environment = this.parts.environments.first }: DeploymentRequest): string {
    return environment;
  }

  findModel(name: string) {
    return this.parts.models.find(name);
  }

  /** The stages of those of a model's versions that there are. */
  stagesOf(modelId: string, versions: readonly number[]): Promise<Map<number, Stage>> {
    return this.parts.models.stagesOf(modelId, versions);
  }

  findRevision(row: DeploymentRow, revision: number): Promise<RevisionRow | undefined> {
    return this.parts.deployments.findRevision(row.id, revision);
  }

  /** Removes the deployments of a model, none of which serves anything any more. @returns their names */
  forgetModel(transaction: Knex.Transaction, modelId: string): Promise<string[]> {
    return this.parts.deployments.removeOfModel(transaction, modelId);
  }

  /** @throws `ConflictError` when the name is taken, `NotFoundError`, and as `ServingRules` does */
  async create(actor: Actor, request: DeploymentRequest, intent: Intent): Promise<Deployment> {
    const { deployments, models, environments, rules, bakes, audit } = this.parts;
    const { name, target = 'embedded', allowEventTime = false } = request;
    const environment = environments.choose(request.environment).name;
    const configuration = {
      ...EMPTY,
      version: request.version,
      follow: request.follow ?? null,
    };
    try {
      await this.database.transaction(async transaction => {
        const model = await models.lock(transaction, request.model);
        if (!model) {
          throw new NotFoundError(`There is no model ${request.model}`);
        }
        await rules.check(
          transaction,
          { name, model_id: model.id, model: request.model, environment, target },
          configuration,
          { stages: intent.stages },
        );
        const id = await deployments.insert(
          transaction,
          { name, modelId: model.id, environment, target, allowEventTime },
          { action: 'deploy', configuration, reason: intent.reason, createdBy: actor.ref },
        );
        await bakes.follow(
          transaction,
          { id, name, environment, target },
          { revision: 1, before: EMPTY, after: configuration, isBaked: true },
        );
        await audit.append(transaction, {
          actor,
          action: 'deployment.create',
          resource: { kind: 'deployment', name, model: request.model },
          reason: intent.reason,
          after: {
            model: request.model,
            environment,
            target,
            allowEventTime,
            revision: 1,
            ...configuration,
          },
        });
      });
    } catch (error) {
      if (isUniqueViolation(error)) {
        throw new ConflictError(`There is a deployment ${name} already`);
      }
      throw error;
    }
    return this.changed(name, request.model);
  }

  /** A canary or challenger that becomes champion is no longer what it was. */
  deploy(actor: Actor, row: DeploymentRow, version: number, intent: Intent): Promise<Deployment> {
    return this.revise(actor, row, {
      ...intent,
      action: 'deploy',
      next: present => withChampion(present, version),
    });
  }

  setChallengers(
    actor: Actor,
    row: DeploymentRow,
    versions: number[],
    intent: Intent,
  ): Promise<Deployment> {
    const challengers = [...versions].sort((a, b) => a - b);
    return this.revise(actor, row, {
      ...intent,
      action: 'challenge',
      next: present => ({ ...present, challengers }),
    });
  }

  /** Has a further version measured beside those that are; one that is measured already stays. */
  async addChallenger(actor: Actor, name: string, version: number, reason: string): Promise<void> {
    const row = await this.parts.deployments.find(name);
    if (!row) {
      throw new NotFoundError(`There is no deployment ${name}`);
    }
    await this.revise(actor, row, {
      reason,
      action: 'challenge',
      next: present => ({
        ...present,
        challengers: [...new Set([...present.challengers, version])].sort((a, b) => a - b),
      }),
    });
  }

  setCanary(
    actor: Actor,
    row: DeploymentRow,
    { version, weight }: Pick<CanaryRequest, 'version' | 'weight'>,
    intent: Intent,
  ): Promise<Deployment> {
    return this.revise(actor, row, {
      ...intent,
      action: 'canary',
      next: present => ({ ...present, canary: { version, weight } }),
    });
  }

  removeCanary(actor: Actor, row: DeploymentRow, intent: Intent): Promise<Deployment> {
    return this.revise(actor, row, {
      ...intent,
      action: 'canary',
      next: present => ({ ...present, canary: null }),
    });
  }

  /** A setting that isn't given stays. */
  configure(
    actor: Actor,
    row: DeploymentRow,
    { follow, bakeLimits }: Pick<DeploymentSettings, 'follow' | 'bakeLimits'>,
    intent: Intent,
  ): Promise<Deployment> {
    return this.revise(actor, row, {
      ...intent,
      action: 'configure',
      next: present => ({
        ...present,
        follow: follow === undefined ? present.follow : follow,
        bakeLimits: bakeLimits === undefined ? present.bakeLimits : bakeLimits,
      }),
    });
  }

  undeploy(actor: Actor, row: DeploymentRow, intent: Intent): Promise<Deployment> {
    return this.revise(actor, row, { ...intent, action: 'undeploy', next: undeployed });
  }

  /**
   * Makes the whole configuration of an earlier revision the present one again, if every rule allows it at present.
   *
   * @throws `NotFoundError` for a revision that isn't there, `ConflictError` when it can't be served again
   */
  async rollBack(
    actor: Actor,
    { name, model }: DeploymentRow,
    revision: number,
    intent: Intent,
  ): Promise<Deployment> {
    await this.database.transaction(async transaction => {
      const row = await this.lock(transaction, name, model);
      const earlier = await this.parts.deployments.findRevision(row.id, revision, transaction);
      if (!earlier) {
        throw new NotFoundError(`The deployment ${name} has no revision ${revision}`);
      }
      if (earlier.version === null) {
        throw new ConflictError(`Revision ${revision} of ${name} served nothing: undeploy it`);
      }
      const configuration = configurationOf(earlier);
      if (changesBetween(row, configuration).length === 0) {
        return;
      }
      await this.parts.rules
        .check(transaction, row, configuration, { stages: intent.stages })
        .catch(error => {
          throw refusedRollback(revision, error);
        });
      await recordRevision(this.parts, transaction, actor, row, {
        action: 'rollback',
        configuration,
        rolledBackTo: revision,
        reason: intent.reason,
      });
    });
    return this.changed(name, model);
  }

  private async revise(
    actor: Actor,
    { name, model }: DeploymentRow,
    { action, next, reason, stages }: Plan,
  ): Promise<Deployment> {
    await this.database.transaction(async transaction => {
      const row = await this.lock(transaction, name, model);
      const configuration = next(configurationOf(row));
      if (changesBetween(row, configuration).length === 0) {
        return;
      }
      if (action !== 'undeploy') {
        await this.parts.rules.check(transaction, row, configuration, { present: row, stages });
      }
      await recordRevision(this.parts, transaction, actor, row, { action, configuration, reason });
    });
    return this.changed(name, model);
  }

  private async lock(
    transaction: Knex.Transaction,
    name: string,
    model: string,
  ): Promise<DeploymentRow> {
    const row = await lockDeployment(this.parts, transaction, name, model);
    if (!row) {
      throw new NotFoundError(`There is no deployment ${name}`);
    }
    return row;
  }

  /** @throws `NotFoundError` when the model was deleted right after */
  private async changed(name: string, model: string): Promise<Deployment> {
    this.onChange(model);
    const row = await this.parts.reader.find(name);
    if (!row) {
      throw new NotFoundError(`There is no deployment ${name}`);
    }
    return this.parts.reader.get(row);
  }
}

/** What a version lacks is no fault of the request here, which names a revision. */
function refusedRollback(revision: number, error: Error): Error {
  return error instanceof NotFoundError ||
    error instanceof InputError ||
    error instanceof ConflictError
    ? new ConflictError(`Revision ${revision} can't be served again: ${error.message}`)
    : error;
}
