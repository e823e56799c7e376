import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Evaluation,
  EvaluationInput,
  ModelChange,
  Stage,
  VersionChange,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditEvent, AuditLog } from '../governance/AuditLog';
import type { AliasStore } from './AliasStore';
import { checkEvaluation } from './checkEvaluation';
import { computeEvaluation } from './computeEvaluation';
import { descriptionOf } from './descriptionOf';
import type { EvaluationStore, StoredEvaluation } from './EvaluationStore';
import type { ModelIndex } from './ModelIndex';
import type { ModelDescription, ModelRow, ModelStore } from './ModelStore';
import type { VersionRow, VersionStore } from './VersionStore';

/** What the registry has to know of deployments, handed in by the area that owns them. */
export interface DeployedModels {
  /**
   * The names of the deployments that serve a model, or one version of it. No deployment of the model is made or
   * changed while the transaction holds the model's lock.
   */
  servedBy(transaction: Knex.Transaction, modelId: string, version?: number): Promise<string[]>;
}

/** What the lifecycle has to say of what is deleted and restored, handed in by the area that owns it. */
export interface DeletionRules {
  /** Where the other versions in a stage go when one enters it; nothing where they stay. */
  stageOfOthers(entered: Stage): Stage | undefined;
  /** Ends the open requests for approval of a model, or of one version of it, in the transaction that deletes it. */
  voidAll(
    transaction: Knex.Transaction,
    modelId: string,
    version: number | undefined,
    reason: string,
  ): Promise<void>;
}

/** Whether two descriptions say the same, in whatever order. */
const isSame = (a: object, b: object) =>
  Object.entries({ ...a, ...b }).every(
    ([key]) => JSON.stringify(Reflect.get(a, key)) === JSON.stringify(Reflect.get(b, key)),
  );

type Change = (transaction: Knex.Transaction, model: ModelRow) => Promise<AuditEvent | undefined>;

/**
 * The rules of changing what is registered. Every change is made under the model's lock, with its audit event in the
 * same transaction. Who may do it is asked elsewhere (`AuthorizedRegistryService`).
 */
export class RegistryEditor {
  constructor(
    private readonly database: Knex,
    private readonly stores: {
      models: ModelStore;
      versions: VersionStore;
      evaluations: EvaluationStore;
      aliases: AliasStore;
    },
    private readonly index: ModelIndex,
    private readonly deployed: DeployedModels,
    private readonly lifecycle: DeletionRules,
    private readonly audit: AuditLog,
    /** Told after a change was committed. */
    private readonly onChange: (model: string) => void,
  ) {}

  /** @throws `NotFoundError`, `ConflictError` for a model that the catalog declares */
  async updateModel(actor: Actor, name: string, change: ModelChange): Promise<void> {
    await this.change(name, async (transaction, model) => {
      if (model.declared_by !== null) {
        throw new ConflictError(
          `The model ${name} is declared by ${model.declared_by}: change it there`,
        );
      }
      const { reason, system, owner, ...words } = change;
      const before = descriptionOf(model);
      const { system: systemBefore, ...others } = before;
      const systemAfter = system === undefined ? systemBefore : system?.toLocaleLowerCase('en-US');
      const after: ModelDescription = {
        ...others,
        ...words,
        ...(owner && { owner: owner.toLocaleLowerCase('en-US') }),
        ...(systemAfter && { system: systemAfter }),
      };
      if (isSame(before, after)) {
        return undefined;
      }
      await this.stores.models.describe(transaction, model.id, after);
      return {
        actor,
        action: 'model.update',
        resource: { kind: 'model', name },
        reason,
        before,
        after,
      };
    });
  }

  /** @throws `NotFoundError`, `ConflictError` while the model is deployed, or a catalog entity declares it */
  async deleteModel(actor: Actor, name: string, reason: string): Promise<void> {
    await this.change(name, async (transaction, model) => {
      if (model.declared_by !== null && model.declared_by === model.entity_ref) {
        throw new ConflictError(
          `The model ${name} is declared by ${model.declared_by}: take it out of the catalog first`,
        );
      }
      await this.refuseWhileDeployed(transaction, model);
      await this.stores.models.setDeleted(transaction, model.id, new Date());
      await this.lifecycle.voidAll(transaction, model.id, undefined, 'The model was deleted');
      return {
        actor,
        action: 'model.delete',
        resource: { kind: 'model', name },
        reason,
        before: descriptionOf(model),
      };
    });
  }

  /** @throws `NotFoundError` when it isn't deleted, or its time is over */
  async restoreModel(actor: Actor, name: string, reason: string): Promise<void> {
    await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, name);
      if (!model || model.deleted_at === null) {
        throw new NotFoundError(`There is no deleted model ${name}`);
      }
      await this.stores.models.setDeleted(transaction, model.id, null);
      await this.audit.append(transaction, {
        actor,
        action: 'model.restore',
        resource: { kind: 'model', name },
        reason,
        after: descriptionOf(model),
      });
    });
    this.onChange(name);
  }

  /** @throws `NotFoundError` */
  async updateVersion(
    actor: Actor,
    name: string,
    version: number,
    change: VersionChange,
  ): Promise<void> {
    await this.change(name, async (transaction, model) => {
      const row = await this.requireVersion(transaction, model, version);
      const before = { description: row.description, notes: row.notes, tags: row.tags };
      const after = { ...before, ...change };
      if (isSame(before, after)) {
        return undefined;
      }
      await this.stores.versions.reword(transaction, row.id, after);
      return {
        actor,
        action: 'version.update',
        resource: { kind: 'version', name: `${name}@${version}` },
        before,
        after,
      };
    });
  }

  /** @throws `NotFoundError`, `ConflictError` while the version is deployed or has an alias */
  async deleteVersion(actor: Actor, name: string, version: number, reason: string): Promise<void> {
    await this.change(name, async (transaction, model) => {
      const row = await this.requireVersion(transaction, model, version);
      await this.refuseWhileDeployed(transaction, model, version);
      const aliases = (await this.stores.aliases.list([model.id], transaction))
        .filter(alias => alias.version === version)
        .map(({ alias }) => alias);
      if (aliases.length > 0) {
        throw new ConflictError(
          `Version ${version} of ${name} has the alias ${aliases.join(', ')}: move or remove it first`,
        );
      }
      await this.stores.versions.setDeleted(transaction, row.id, new Date());
      await this.lifecycle.voidAll(transaction, model.id, version, 'The version was deleted');
      return {
        actor,
        action: 'version.delete',
        resource: { kind: 'version', name: `${name}@${version}` },
        reason,
        before: { format: row.format, digest: row.digest, stage: row.stage },
      };
    });
  }

  /**
   * The version is in the stage again that it was in, unless another one took its place there meanwhile: then it makes
   * way, as it would have done.
   *
   * @throws `NotFoundError` when it isn't deleted, or its time is over
   */
  async restoreVersion(actor: Actor, name: string, version: number, reason: string): Promise<void> {
    await this.change(name, async (transaction, model) => {
      const row = await this.stores.versions.findDeleted(model.id, version, transaction);
      if (!row) {
        throw new NotFoundError(`The model ${name} has no deleted version ${version}`);
      }
      const stage = await this.stageOfRestored(transaction, row);
      await this.stores.versions.setDeleted(transaction, row.id, null);
      await this.stores.versions.setStage(transaction, row.id, stage);
      return {
        actor,
        action: 'version.restore',
        resource: { kind: 'version', name: `${name}@${version}` },
        reason,
        after: { format: row.format, digest: row.digest, stage },
      };
    });
  }

  /** @throws `NotFoundError` */
  async setAlias(
    actor: Actor,
    name: string,
    alias: string,
    { version, reason }: { version: number; reason: string },
  ): Promise<void> {
    await this.change(name, async (transaction, model) => {
      await this.requireVersion(transaction, model, version);
      const before = await this.stores.aliases.find(model.id, alias, transaction);
      if (before?.version === version) {
        return undefined;
      }
      await this.stores.aliases.set(transaction, { model_id: model.id, alias, version }, actor.ref);
      return {
        actor,
        action: 'alias.set',
        resource: { kind: 'model', name },
        reason,
        ...(before && { before: { alias, version: before.version } }),
        after: { alias, version },
      };
    });
  }

  /** @throws `NotFoundError` */
  async removeAlias(actor: Actor, name: string, alias: string, reason: string): Promise<void> {
    await this.change(name, async (transaction, model) => {
      const before = await this.stores.aliases.find(model.id, alias, transaction);
      if (!before) {
        throw new NotFoundError(`The model ${name} has no alias ${alias}`);
      }
      await this.stores.aliases.remove(transaction, model.id, alias);
      return {
        actor,
        action: 'alias.remove',
        resource: { kind: 'model', name },
        reason,
        before: { alias, version: before.version },
      };
    });
  }

  /** @throws `NotFoundError`, `InputError` */
  async addEvaluation(
    actor: Actor,
    name: string,
    version: number,
    evaluation: EvaluationInput,
  ): Promise<Evaluation> {
    checkEvaluation(evaluation);
    const computed = await this.compute(name, version, evaluation);
    let added: Evaluation | undefined;
    await this.change(name, async (transaction, model) => {
      const row = await this.requireVersion(transaction, model, version);
      added = await this.stores.evaluations.insert(transaction, row, computed, actor.ref);
      return {
        actor,
        action: 'evaluation.add',
        resource: { kind: 'version', name: `${name}@${version}` },
        after: { id: added.id, name: added.name, split: added.split, metrics: added.metrics },
      };
    });
    return added!;
  }

  /** What an evaluation says, found out before the model is locked: a version never changes what it takes for that. */
  private async compute(
    name: string,
    version: number,
    evaluation: EvaluationInput,
  ): Promise<StoredEvaluation> {
    const model = await this.stores.models.find(name);
    const row = model && (await this.stores.versions.find(model.id, version));
    if (!model || !row) {
      throw new NotFoundError(`The model ${name} has no version ${version}`);
    }
    return computeEvaluation(evaluation, model.problem_type, row.details.prediction);
  }

  /** Makes a change of a model that isn't deleted; one that leaves no event changes nothing. */
  private async change(name: string, make: Change): Promise<void> {
    const changed = await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, name);
      if (!model || model.deleted_at !== null) {
        throw new NotFoundError(`There is no model ${name}`);
      }
      const event = await make(transaction, model);
      if (event) {
        await this.index.refresh(transaction, model.id);
        await this.audit.append(transaction, event);
      }
      return event !== undefined;
    });
    if (changed) {
      this.onChange(name);
    }
  }

  private async stageOfRestored(
    transaction: Knex.Transaction,
    { model_id: modelId, stage }: VersionRow,
  ): Promise<Stage> {
    const makesWayTo = this.lifecycle.stageOfOthers(stage);
    const others = await this.stores.versions.listInStage(transaction, modelId, stage);
    return others.length > 0 && makesWayTo ? makesWayTo : stage;
  }

  private async requireVersion(
    transaction: Knex.Transaction,
    model: ModelRow,
    version: number,
  ): Promise<VersionRow> {
    const row = await this.stores.versions.find(model.id, version, transaction);
    if (!row) {
      throw new NotFoundError(`The model ${model.name} has no version ${version}`);
    }
    return row;
  }

  private async refuseWhileDeployed(
    transaction: Knex.Transaction,
    model: ModelRow,
    version?: number,
  ): Promise<void> {
    const deployments = await this.deployed.servedBy(transaction, model.id, version);
    if (deployments.length > 0) {
      const what = version === undefined ? `The model ${model.name}` : `Version ${version}`;
      throw new ConflictError(
        `${what} is deployed as ${deployments.join(', ')}: undeploy it first`,
      );
    }
  }
}
