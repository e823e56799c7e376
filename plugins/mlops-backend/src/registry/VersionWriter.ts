import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { checkEvaluation } from './checkEvaluation';
import { computeEvaluation } from './computeEvaluation';
import { describeExternalVersion, describeVersion } from './describeVersion';
import type { ArtifactReader, DescribedVersion } from './describeVersion';
import type { EvaluationStore, StoredEvaluation } from './EvaluationStore';
import type { ModelIndex } from './ModelIndex';
import type { ModelDescription, ModelRow, ModelStore } from './ModelStore';
import type { VersionRow, VersionStore } from './VersionStore';
import type { VersionToRegister } from './VersionToRegister';

/** All that a version is stored with; found out before anything is locked. */
export type Described = DescribedVersion & { evaluations: StoredEvaluation[] };

/** Finds out what there is to know of a version, and adds it to its model. */
export class VersionWriter {
  constructor(
    private readonly stores: {
      models: ModelStore;
      versions: VersionStore;
      evaluations: EvaluationStore;
    },
    private readonly index: ModelIndex,
    private readonly artifacts: ArtifactReader,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Has the store do what takes long, too, when all else is acceptable.
   *
   * @throws `InputError` when a file or an evaluation isn't acceptable
   */
  async describe(
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
    const evaluations = said.map(one => computeEvaluation(one, problemType, prediction));
    if (!('external' in artifact)) {
      await artifact.artifact.prepare?.();
    }
    return { ...described, evaluations };
  }

  /** Adds the model's next version, with its evaluations and audit event, under the model's lock. */
  async add(
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
}
