import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  ArtifactFormat,
  RegisteredModel,
  RegisteredVersion,
  Signature,
  VersionRegistration,
} from '@mlops-backstage/plugin-mlops-common';
import type { StagedArtifact } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { checkEvaluation } from './checkEvaluation';
import { computeEvaluation } from './computeEvaluation';
import { describeExternalVersion, describeVersion } from './describeVersion';
import type { ArtifactReader, DescribedVersion } from './describeVersion';
import type { EvaluationStore, StoredEvaluation } from './EvaluationStore';
import type { ModelIndex } from './ModelIndex';
import type { ModelDescription, ModelRow, ModelStore } from './ModelStore';
import type { RegistryReader } from './RegistryReader';
import type { VersionRow, VersionStore } from './VersionStore';

/** The files of a version to be registered. */
export interface VersionFiles {
  artifact: StagedArtifact;
  referencePath?: string;
  /** Where the artifact was fetched from, without credentials. */
  uri?: string;
}

/** An artifact that stays where it is; the registry keeps what it is told. */
export interface ExternalArtifact {
  format: ArtifactFormat;
  uri: string;
  digest: string;
  sizeBytes?: number;
  signature?: Signature;
}

/** What a version is made of. */
export type NewArtifact = VersionFiles | { external: ExternalArtifact };

/** A version to be registered. */
export interface VersionToRegister {
  registration: VersionRegistration;
  artifact: NewArtifact;
}

/** All that a version is stored with; found out before anything is locked. */
type Described = DescribedVersion & { evaluations: StoredEvaluation[] };

const digestOf = (artifact: NewArtifact) =>
  'external' in artifact ? artifact.external.digest : artifact.artifact.digest;

const entityTaken = ({ name, declaredBy }: ModelDescription) =>
  new ConflictError(
    `${declaredBy} stands for another model already, so it can't stand for ${name}`,
  );

/** The rules of registering models and versions. Who may do it is asked elsewhere (`AuthorizedRegistryService`). */
export class RegistrationService {
  constructor(
    private readonly database: Knex,
    private readonly stores: {
      models: ModelStore;
      versions: VersionStore;
      evaluations: EvaluationStore;
    },
    private readonly index: ModelIndex,
    private readonly reader: RegistryReader,
    private readonly artifacts: ArtifactReader,
    private readonly audit: AuditLog,
    /** Told after a change was committed. */
    private readonly onChange: (model: string) => void,
  ) {}

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
    const described = first && (await this.describe(first, description.problemType));
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
          return [row, await this.addVersion(transaction, actor, row, first, described)];
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
    const described = await this.describe(toRegister, model.problem_type);
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
        : [true, await this.addVersion(transaction, actor, locked, toRegister, described)];
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

  private async describe(
    { registration, artifact }: VersionToRegister,
    problemType: ModelDescription['problemType'],
  ): Promise<Described> {
    const said = registration.evaluations ?? [];
    said.forEach(checkEvaluation);
    const described =
      'external' in artifact
        ? describeExternalVersion(registration, artifact.external.signature)
        : await describeVersion(
            this.artifacts,
            { artifactPath: artifact.artifact.path, referencePath: artifact.referencePath },
            registration,
            problemType,
          );
    const { prediction } = described.details;
    return {
      ...described,
      evaluations: said.map(evaluation => computeEvaluation(evaluation, problemType, prediction)),
    };
  }

  private async addVersion(
    transaction: Knex.Transaction,
    actor: Actor,
    model: ModelRow,
    { registration, artifact }: VersionToRegister,
    described: Described,
  ): Promise<VersionRow> {
    const number = model.version_count + 1;
    const version = await this.stores.versions.insert(transaction, {
      modelId: model.id,
      version: number,
      ...('external' in artifact
        ? {
            format: artifact.external.format,
            digest: artifact.external.digest,
            sizeBytes: artifact.external.sizeBytes,
            stored: false,
            uri: artifact.external.uri,
          }
        : {
            format: 'onnx' as const,
            digest: artifact.artifact.digest,
            sizeBytes: artifact.artifact.sizeBytes,
            stored: true,
            uri: artifact.uri,
          }),
      description: registration.description ?? '',
      notes: registration.notes ?? '',
      tags: registration.tags ?? [],
      framework: registration.framework,
      algorithm: registration.algorithm,
      details: described.details,
      referenceProfile: described.referenceProfile,
      createdBy: actor.ref,
    });
    for (const evaluation of described.evaluations) {
      await this.stores.evaluations.insert(transaction, version, evaluation, actor.ref);
    }
    await this.stores.models.setVersionCount(transaction, model.id, number);
    await this.index.refresh(transaction, model.id);
    await this.audit.append(transaction, {
      actor,
      action: 'version.register',
      resource: { kind: 'version', name: `${model.name}@${number}` },
      after: {
        format: version.format,
        digest: version.digest,
        sizeBytes: version.artifact_bytes ?? undefined,
        uri: version.uri ?? undefined,
      },
    });
    if (!('external' in artifact)) {
      // Last of all: a refused row leaves no bytes behind, and a crash from here on leaves bytes that no version has,
      // which the clean-up finds, never a version without its bytes.
      await artifact.artifact.commit();
    }
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

/** What is said of a model that is stored. */
export function descriptionOf(model: ModelRow): ModelDescription {
  return {
    name: model.name,
    owner: model.owner,
    description: model.description,
    problemType: model.problem_type,
    tags: model.tags,
    ...(model.system && { system: model.system }),
    ...(model.declared_by && { declaredBy: model.declared_by }),
  };
}
