import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  Evaluation,
  EvaluationInput,
  ModelSummary,
  RegisteredVersion,
  Version,
  VersionRegistration,
} from '@mlops-backstage/plugin-mlops-common';
import type { StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { checkEvaluation } from './checkEvaluation';
import { describeVersion } from './describeVersion';
import type { ArtifactReader, DescribedVersion } from './describeVersion';
import type { EvaluationStore } from './EvaluationStore';
import type { ModelDescription, ModelQuery, ModelRow, ModelStore } from './ModelStore';
import type { RegistryReader } from './RegistryReader';
import type { VersionRow, VersionStore } from './VersionStore';

/** The files of a version to be registered. */
export interface VersionFiles {
  artifact: StagedArtifact;
  referencePath?: string;
}

/** A page of something. */
export interface Page<T> {
  items: T[];
  totalItems: number;
  /** Whether there are further pages. */
  more: boolean;
}

const entityTaken = ({ name, entityRef }: ModelDescription) =>
  new ConflictError(`${entityRef} stands for another model already, so it can't stand for ${name}`);

/** The rules of the registry. Who may use it is asked elsewhere (`AuthorizedRegistryService`). */
export class RegistryService {
  constructor(
    private readonly database: Knex,
    private readonly stores: {
      models: ModelStore;
      versions: VersionStore;
      evaluations: EvaluationStore;
    },
    private readonly reader: RegistryReader,
    private readonly artifacts: ArtifactReader,
    private readonly audit: AuditLog,
  ) {}

  async listModels(query: ModelQuery, readable: ReadableModels): Promise<Page<ModelSummary>> {
    const [rows, totalItems] = await Promise.all([
      this.stores.models.list(query, readable),
      this.stores.models.count(query, readable),
    ]);
    const page = rows.slice(0, query.limit);
    return {
      items: await this.reader.summaries(page),
      totalItems,
      more: rows.length > query.limit,
    };
  }

  async findModel(name: string): Promise<ModelRow | undefined> {
    return this.stores.models.find(name);
  }

  async getModel(model: ModelRow): Promise<ModelSummary> {
    return (await this.reader.summaries([model]))[0];
  }

  async listVersions(
    model: ModelRow,
    page: { limit: number; below?: number },
  ): Promise<Page<Version>> {
    const rows = await this.stores.versions.list(model.id, page);
    return {
      items: await this.reader.versions(model, rows.slice(0, page.limit)),
      totalItems: model.version_count,
      more: rows.length > page.limit,
    };
  }

  /** @throws `NotFoundError` */
  async getVersion(model: ModelRow, version: number): Promise<Version> {
    return (await this.reader.versions(model, [await this.requireVersion(model, version)]))[0];
  }

  /** @throws `NotFoundError` */
  async listEvaluations(model: ModelRow, version: number): Promise<Evaluation[]> {
    return this.stores.evaluations.list((await this.requireVersion(model, version)).id);
  }

  /**
   * Registers a model with its version 1; both or neither.
   *
   * @throws `ConflictError` when the name or the entity is taken, `InputError` when a file isn't acceptable
   */
  async registerModel(
    actor: Actor,
    description: ModelDescription,
    registration: VersionRegistration,
    files: VersionFiles,
  ): Promise<RegisteredVersion> {
    await this.requireFreeName(description.name);
    const described = await this.describe(files, registration, description.problemType);
    try {
      const [model, version] = await this.database.transaction(async transaction => {
        const row = await this.stores.models.insert(transaction, description);
        await this.audit.append(transaction, {
          actor: actor.ref,
          action: 'model.register',
          resource: { kind: 'model', name: row.name },
          after: { ...description, digest: files.artifact.digest },
        });
        return [
          row,
          await this.addVersion(transaction, actor, row, registration, files, described),
        ];
      });
      return this.answer(true, model, version);
    } catch (error) {
      if (isUniqueViolation(error)) {
        await this.requireFreeName(description.name);
        throw entityTaken(description);
      }
      throw error;
    }
  }

  /**
   * Registers a version. An artifact that the model has already makes no new one.
   *
   * @throws `NotFoundError`, `InputError`
   */
  async registerVersion(
    actor: Actor,
    name: string,
    registration: VersionRegistration,
    files: VersionFiles,
  ): Promise<RegisteredVersion> {
    const model = await this.stores.models.find(name);
    if (!model) {
      throw new NotFoundError(`There is no model ${name}`);
    }
    this.checkDigest(files, registration);
    const existing = await this.stores.versions.findByDigest(model.id, files.artifact.digest);
    if (existing) {
      return this.answer(false, model, existing);
    }
    const described = await this.describe(files, registration, model.problem_type);
    const [created, version] = await this.database.transaction(async transaction => {
      const locked = (await this.stores.models.lock(transaction, name)) ?? model;
      // Whoever held the lock may have registered the same artifact.
      const meanwhile = await this.stores.versions.findByDigest(
        model.id,
        files.artifact.digest,
        transaction,
      );
      return meanwhile
        ? [false, meanwhile]
        : [true, await this.addVersion(transaction, actor, locked, registration, files, described)];
    });
    return this.answer(created, model, version);
  }

  /**
   * Changes what is said of a model, if it differs. Used where the catalog is the source.
   *
   * @throws `NotFoundError`, `ConflictError` when the entity stands for another model
   */
  async describeModel(actor: Actor, description: ModelDescription): Promise<void> {
    await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, description.name);
      if (!model) {
        throw new NotFoundError(`There is no model ${description.name}`);
      }
      const before: ModelDescription = {
        name: model.name,
        owner: model.owner,
        description: model.description,
        problemType: model.problem_type,
        tags: model.tags,
        ...(model.entity_ref && { entityRef: model.entity_ref }),
      };
      const keys = Object.keys({ ...before, ...description }) as Array<keyof ModelDescription>;
      if (keys.every(key => JSON.stringify(before[key]) === JSON.stringify(description[key]))) {
        return;
      }
      await this.stores.models.describe(transaction, model.id, description).catch(error => {
        throw isUniqueViolation(error) ? entityTaken(description) : error;
      });
      await this.audit.append(transaction, {
        actor: actor.ref,
        action: 'model.update',
        resource: { kind: 'model', name: model.name },
        before,
        after: description,
      });
    });
  }

  /** @throws `NotFoundError`, `InputError` */
  async addEvaluation(
    actor: Actor,
    model: ModelRow,
    version: number,
    evaluation: EvaluationInput,
  ): Promise<Evaluation> {
    checkEvaluation(evaluation);
    const row = await this.requireVersion(model, version);
    return this.database.transaction(async transaction => {
      const added = await this.stores.evaluations.insert(
        transaction,
        row.id,
        evaluation,
        actor.ref,
      );
      await this.audit.append(transaction, {
        actor: actor.ref,
        action: 'evaluation.add',
        resource: { kind: 'version', name: `${model.name}@${version}` },
        after: { id: added.id, name: added.name, split: added.split, metrics: added.metrics },
      });
      return added;
    });
  }

  private async requireVersion(model: ModelRow, version: number): Promise<VersionRow> {
    const row = await this.stores.versions.find(model.id, version);
    if (!row) {
      throw new NotFoundError(`The model ${model.name} has no version ${version}`);
    }
    return row;
  }

  private async requireFreeName(name: string): Promise<void> {
    if (await this.stores.models.find(name)) {
      throw new ConflictError(
        `There is a model ${name} already; register a new version of it instead`,
      );
    }
  }

  private checkDigest(files: VersionFiles, registration: VersionRegistration): void {
    if (registration.digest && registration.digest !== files.artifact.digest) {
      throw new InputError(
        `The artifact was to have the digest ${registration.digest}, but has ${files.artifact.digest}`,
      );
    }
  }

  private async describe(
    files: VersionFiles,
    registration: VersionRegistration,
    problemType: ModelDescription['problemType'],
  ): Promise<DescribedVersion> {
    this.checkDigest(files, registration);
    registration.evaluations?.forEach(checkEvaluation);
    return describeVersion(
      this.artifacts,
      { artifactPath: files.artifact.path, referencePath: files.referencePath },
      registration,
      problemType,
    );
  }

  private async addVersion(
    transaction: Knex.Transaction,
    actor: Actor,
    model: ModelRow,
    registration: VersionRegistration,
    files: VersionFiles,
    described: DescribedVersion,
  ): Promise<VersionRow> {
    const number = model.version_count + 1;
    const version = await this.stores.versions.insert(transaction, {
      modelId: model.id,
      version: number,
      digest: files.artifact.digest,
      sizeBytes: files.artifact.sizeBytes,
      description: registration.description ?? '',
      framework: registration.framework,
      algorithm: registration.algorithm,
      details: described.details,
      referenceProfile: described.referenceProfile,
      createdBy: actor.ref,
    });
    for (const evaluation of registration.evaluations ?? []) {
      await this.stores.evaluations.insert(transaction, version.id, evaluation, actor.ref);
    }
    await this.stores.models.setVersionCount(transaction, model.id, number);
    await this.audit.append(transaction, {
      actor: actor.ref,
      action: 'version.register',
      resource: { kind: 'version', name: `${model.name}@${number}` },
      after: { digest: version.digest, sizeBytes: version.size_bytes },
    });
    // Last of all: a refused row leaves no bytes behind, and a crash from here on leaves bytes that no version has,
    // which the clean-up finds, never a version without its bytes.
    await files.artifact.commit();
    return version;
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
