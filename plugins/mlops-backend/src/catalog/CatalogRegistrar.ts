import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ARTIFACT_ANNOTATION, MODEL_ANNOTATION } from '@mlops-backstage/plugin-mlops-common';
import { receiveFile } from '@mlops-backstage/plugin-mlops-node';
import type { UploadOptions } from '../artifacts/receiveUpload';
import { validateSchema } from '../http/validateSchema';
import type { ModelDescription } from '../registry/ModelStore';
import type { RegistrationService } from '../registry/RegistrationService';
import type { VersionFiles } from '../registry/VersionToRegister';
import { readManifest } from './readManifest';
import type { Manifest, ManifestVersion } from './readManifest';
import type { RegistrationStore } from './RegistrationStore';
import { parseLocationRef, resolveLocation } from './SourceReader';
import type { SourceReader } from './SourceReader';

const LOCATION_ANNOTATION = 'backstage.io/managed-by-location';
/** Characters kept of the model's name, which a failed registration needn't keep to, and of why it failed. */
const MAX_MODEL = 200;
const MAX_MESSAGE = 4_000;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;
const ACTOR = { ref: 'plugin:mlops/catalog' };

/**
 * Registers the models that catalog entities declare. What was registered once isn't touched again until the manifest
 * or the entity changes; versions whose artifact is registered already stay as they are.
 */
export class CatalogRegistrar {
  /** Entities whose artifacts were refused: fetching them again at every look would cost more than it could find out. */
  private readonly refused = new Map<
    string,
    { fingerprint: string; failures: number; waitUntil: number }
  >();

  constructor(
    private readonly services: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
    },
    private readonly registry: RegistrationService,
    private readonly registrations: RegistrationStore,
    private readonly source: SourceReader,
    private readonly uploads: UploadOptions,
  ) {}

  /** Registers what is new; the failure of one entity is kept with it and doesn't keep the others from it. */
  async run(): Promise<void> {
    const { catalog, auth } = this.services;
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind: 'Component',
          [`metadata.annotations.${ARTIFACT_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
        },
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for (const entity of items) {
      // Should the outcome of one not be stored, the others still have their turn.
      await this.registerEntity(entity).catch(error =>
        this.services.logger.error(
          `Could not keep how registering from ${stringifyEntityRef(entity)} went`,
          error,
        ),
      );
    }
  }

  private async registerEntity(entity: Entity): Promise<void> {
    const entityRef = stringifyEntityRef(entity);
    const annotations = entity.metadata.annotations ?? {};
    const model = annotations[MODEL_ANNOTATION] ?? '';
    let owner = '';
    let fingerprint = '';
    try {
      owner = ownerOf(entity);
      const location = resolveLocation(
        parseLocationRef(annotations[LOCATION_ANNOTATION]),
        annotations[ARTIFACT_ANNOTATION],
      );
      const manifest = await readManifest(this.source, location);
      const description = describe(entity, manifest);
      fingerprint = digestOf({ manifest, description });
      const last = await this.registrations.find(entityRef);
      if (last?.fingerprint === fingerprint && last.state === 'registered') {
        return;
      }
      const refusal = this.refused.get(entityRef);
      if (refusal?.fingerprint === fingerprint && Date.now() < refusal.waitUntil) {
        return;
      }
      await this.register(description, manifest);
      this.refused.delete(entityRef);
      await this.registrations.save({ entityRef, model, owner, state: 'registered', fingerprint });
      this.services.logger.info(`Registered the model ${model} from ${entityRef}`);
    } catch (error) {
      const message = (error as Error).message.slice(0, MAX_MESSAGE);
      this.putOff(entityRef, fingerprint);
      const last = await this.registrations.find(entityRef);
      if (last?.state === 'failed' && last.message === message) {
        return;
      }
      this.services.logger.warn(`Could not register the model of ${entityRef}: ${message}`);
      await this.registrations.save({
        entityRef,
        model: model.slice(0, MAX_MODEL),
        owner,
        state: 'failed',
        message,
        fingerprint,
      });
    }
  }

  private putOff(entityRef: string, fingerprint: string): void {
    const before = this.refused.get(entityRef);
    const failures = before?.fingerprint === fingerprint ? before.failures + 1 : 1;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
    this.refused.set(entityRef, { fingerprint, failures, waitUntil: Date.now() + wait });
  }

  private async register(description: ModelDescription, manifest: Manifest): Promise<void> {
    const [first, ...further] = manifest.versions;
    const existing = await this.registry.findModel(description.name);
    if (
      existing &&
      existing.declared_by !== null &&
      existing.declared_by !== description.declaredBy
    ) {
      throw new ConflictError(
        `The model ${description.name} belongs to the entity ${existing.declared_by} already`,
      );
    }
    if (existing && existing.declared_by === null && existing.owner !== description.owner) {
      throw new ConflictError(
        `The model ${description.name} was registered by hand and belongs to ${existing.owner}; only an entity of that owner can stand for it`,
      );
    }
    if (existing) {
      await this.registry.describeModel(ACTOR, description);
    } else {
      await this.withFiles(first, (registration, files) =>
        this.registry.registerModel(ACTOR, description, { registration, artifact: files }),
      );
    }
    for (const version of existing ? manifest.versions : further) {
      await this.withFiles(version, async (registration, files) => {
        // What a person deleted stays so as long as it can be restored.
        if (await this.registry.hasDeleted(description.name, files.artifact.digest)) {
          return;
        }
        await this.registry.registerVersion(ACTOR, description.name, {
          registration,
          artifact: files,
        });
      });
    }
  }

  private async withFiles(
    version: ManifestVersion,
    use: (registration: ManifestVersion['registration'], files: VersionFiles) => Promise<unknown>,
  ): Promise<void> {
    const { store, limits, temporaryDirectory } = this.uploads;
    const artifact = await store.stage(await this.source.open(version.artifact), {
      maxBytes: limits.artifactBytes,
    });
    const referencePath =
      version.reference && join(temporaryDirectory, `reference-${randomUUID()}`);
    try {
      if (version.reference && referencePath) {
        await receiveFile(await this.source.open(version.reference), referencePath, {
          maxBytes: limits.referenceBytes,
          what: 'The reference data',
        });
      }
      await use(version.registration, { artifact, referencePath });
    } finally {
      await artifact.discard();
      if (referencePath) {
        await rm(referencePath, { force: true });
      }
    }
  }
}

/** @throws `InputError` for an owner that is no entity reference */
function ownerOf(entity: Entity): string {
  const owner = entity.spec?.owner;
  if (typeof owner !== 'string') {
    return '';
  }
  const ref = parseEntityRef(owner, {
    defaultKind: 'Group',
    defaultNamespace: entity.metadata.namespace ?? 'default',
  });
  return validateSchema('EntityRef', stringifyEntityRef(ref), 'spec.owner');
}

/** @throws `InputError` for a system that is no entity reference */
function systemOf(entity: Entity): string | undefined {
  const system = entity.spec?.system;
  if (typeof system !== 'string') {
    return undefined;
  }
  const ref = parseEntityRef(system, {
    defaultKind: 'System',
    defaultNamespace: entity.metadata.namespace ?? 'default',
  });
  return validateSchema('EntityRef', stringifyEntityRef(ref), 'spec.system');
}

function describe(entity: Entity, manifest: Manifest): ModelDescription {
  const entityRef = stringifyEntityRef(entity);
  const name = entity.metadata.annotations?.[MODEL_ANNOTATION];
  if (name === undefined) {
    throw new InputError(
      `${entityRef} has the annotation ${ARTIFACT_ANNOTATION} but not ${MODEL_ANNOTATION}`,
    );
  }
  const owner = ownerOf(entity);
  if (!owner) {
    throw new InputError(`${entityRef} has no owner`);
  }
  const system = systemOf(entity);
  return {
    name: validateSchema('ModelName', name, MODEL_ANNOTATION),
    owner,
    description: entity.metadata.description ?? manifest.description ?? '',
    problemType: manifest.problemType,
    tags: entity.metadata.tags ?? [],
    ...(system && { system }),
    declaredBy: entityRef,
  };
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
