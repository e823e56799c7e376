import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { RegisteredModel, RegisteredVersion } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { descriptionOf } from './descriptionOf';
import type { ArtifactReader } from './describeVersion';
import type { EvaluationStore } from './EvaluationStore';
import type { ModelIndex } from './ModelIndex';
import type { ModelDescription, ModelRow, ModelStore } from './ModelStore';
import type { RegistryReader } from './RegistryReader';
import type { VersionRow, VersionStore } from './VersionStore';
import { digestOf } from './VersionToRegister';
import type { VersionToRegister } from './VersionToRegister';
import { VersionWriter } from './VersionWriter';

const entityTaken = ({ name, declaredBy }: ModelDescription) =>
  new ConflictError(
    `${declaredBy} stands for another model already, so it can't stand for ${name}`,
  );

/** The rules of registering models and versions. Who may do it is asked elsewhere (`AuthorizedRegistryService`). */
export class RegistrationService {
  private readonly writer: VersionWriter;

  constructor(
    private readonly database: Knex,
    private readonly stores: {
      models: ModelStore;
      versions: VersionStore;
      evaluations: EvaluationStore;
    },
    private readonly index: ModelIndex,
    private readonly reader: RegistryReader,
    artifacts: ArtifactReader,
    private readonly audit: AuditLog,
    /** Told after a change was committed. */
    private readonly onChange: (model: string) => void,
  ) {
    this.writer = new VersionWriter(stores, index, artifacts, audit);
  }

  /**
   * Registers a model with its version 1, both or neither; or without a version. Where the model of this name has the
   * artifact already, nothing is made, and what is there is answered.
   *
   * @param mayAnswer - whether whoever registers may be told of the model that is there
   * @throws `ConflictError` when the name or the entity is taken, `InputError` when a file isn't acceptable
   */
  async registerModel(
    actor: Actor,
    description: ModelDescription,
    first: VersionToRegister | undefined,
    mayAnswer: (model: ModelRow) => Promise<boolean> = async () => true,
  ): Promise<RegisteredModel> {
    if (first) {
      this.checkDigest(first);
    }
    const existing = await this.registered(description.name, first, mayAnswer);
    if (existing) {
      return existing;
    }
    const described = first && (await this.writer.describe(first, description.problemType));
    try {
      const [model, version] = await this.database.transaction(async transaction => {
        const row = await this.stores.models.insert(transaction, description);
        await this.audit.append(transaction, {
          actor,
          action: 'model.register',
          resource: { kind: 'model', name: row.name },
          after: { ...description, ...(first && { digest: digestOf(first.artifact) }) },
        });
        if (first && described) {
          return [row, await this.writer.add(transaction, actor, row, first, described)];
        }
        await this.index.refresh(transaction, row.id);
        return [row, undefined];
      });
      this.onChange(model.name);
      return {
        created: true,
        model: model.name,
        ...(version && { version: (await this.reader.versions(model, [version]))[0] }),
      };
    } catch (error) {
      if (isUniqueViolation(error)) {
        const meanwhile = await this.registered(description.name, first, mayAnswer);
        if (meanwhile) {
          return meanwhile;
        }
        if (description.declaredBy) {
          throw entityTaken(description);
        }
      }
      throw error;
    }
  }

  /**
   * Registers a version. An artifact that the model has already makes no new one unless asked for.
   *
   * @throws `NotFoundError`, `InputError`
   */
  async registerVersion(
    actor: Actor,
    name: string,
    toRegister: VersionToRegister,
  ): Promise<RegisteredVersion> {
    const { registration, artifact } = toRegister;
    const model = await this.requireModel(name);
    this.checkDigest(toRegister);
    const find = (transaction?: Knex.Transaction) =>
      registration.newVersion
        ? undefined
        : this.stores.versions.findByDigest(model.id, digestOf(artifact), transaction);
    const existing = await find();
    if (existing) {
      return this.answer(false, model, existing);
    }
    const described = await this.writer.describe(toRegister, model.problem_type);
    const [created, version] = await this.database.transaction(async transaction => {
      const locked = await this.stores.models.lock(transaction, name);
      // By now another model may have the name, which nobody said that this version belongs to.
      if (!locked || locked.deleted_at !== null || locked.id !== model.id) {
        throw new NotFoundError(`There is no model ${name}`);
      }
      // Whoever held the lock may have registered the same artifact.
      const meanwhile = await find(transaction);
      return meanwhile
        ? [false, meanwhile]
        : [true, await this.writer.add(transaction, actor, locked, toRegister, described)];
    });
    if (created) {
      this.onChange(name);
    }
    return this.answer(created, model, version);
  }

  /**
   * Changes what is said of a model, if it differs. Used where the catalog is the source.
   *
   * @throws `NotFoundError`, `ConflictError` when the entity stands for another model
   */
  async describeModel(actor: Actor, description: ModelDescription, reason?: string): Promise<void> {
    const changed = await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, description.name);
      if (!model || model.deleted_at !== null) {
        throw new NotFoundError(`There is no model ${description.name}`);
      }
      const before = descriptionOf(model);
      const keys = Object.keys({ ...before, ...description }) as Array<keyof ModelDescription>;
      if (keys.every(key => JSON.stringify(before[key]) === JSON.stringify(description[key]))) {
        return false;
      }
      await this.stores.models.describe(transaction, model.id, description).catch(error => {
        throw isUniqueViolation(error) ? entityTaken(description) : error;
      });
      await this.index.refresh(transaction, model.id);
      await this.audit.append(transaction, {
        actor,
        action: 'model.update',
        resource: { kind: 'model', name: model.name },
        reason,
        before,
        after: description,
      });
      return true;
    });
    if (changed) {
      this.onChange(description.name);
    }
  }

  /** Whether the only versions of a model with this artifact are deleted ones. */
  async hasDeleted(name: string, digest: string): Promise<boolean> {
    const model = await this.requireModel(name);
    return (
      !(await this.stores.versions.findByDigest(model.id, digest)) &&
      this.stores.versions.hasDeletedDigest(model.id, digest)
    );
  }

  findModel(name: string): Promise<ModelRow | undefined> {
    return this.stores.models.find(name);
  }

  private async requireModel(name: string): Promise<ModelRow> {
    const model = await this.stores.models.find(name);
    if (!model) {
      throw new NotFoundError(`There is no model ${name}`);
    }
    return model;
  }

  /**
   * The answer where the model is there with this artifact.
   *
   * @throws `ConflictError` where the name is taken otherwise
   */
  private async registered(
    name: string,
    first: VersionToRegister | undefined,
    mayAnswer: (model: ModelRow) => Promise<boolean>,
  ): Promise<RegisteredModel | undefined> {
    const model = await this.stores.models.find(name);
    if (model) {
      const version =
        first && !first.registration.newVersion
          ? await this.stores.versions.findByDigest(model.id, digestOf(first.artifact))
          : undefined;
      if (version && (await mayAnswer(model))) {
        return this.answer(false, model, version);
      }
      throw new ConflictError(
        `There is a model ${name} already; register a new version of it instead`,
      );
    }
    if (await this.stores.models.findDeleted(name)) {
      throw new ConflictError(
        `There was a model ${name} that can still be restored; restore it, or choose another name`,
      );
    }
    return undefined;
  }

  private checkDigest({ registration, artifact }: VersionToRegister): void {
    if (registration.digest && registration.digest !== digestOf(artifact)) {
      throw new InputError(
        `The artifact was to have the digest ${registration.digest}, but has ${digestOf(artifact)}`,
      );
    }
  }

  private async answer(
    created: boolean,
    model: ModelRow,
    row: VersionRow,
  ): Promise<RegisteredVersion> {
    const [version] = await this.reader.versions(model, [row]);
    return { created, model: model.name, version };
  }
}
