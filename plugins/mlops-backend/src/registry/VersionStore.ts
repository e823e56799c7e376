import { randomUUID } from 'node:crypto';
import type { ArtifactFormat, Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';

/** The parts of a version that are only ever read with it. */
export type VersionDetails = Pick<
  Version,
  | 'parameters'
  | 'datasets'
  | 'source'
  | 'signature'
  | 'prediction'
  | 'unservableOutputs'
  | 'artifactInfo'
  | 'sampleInputs'
>;

/** A version as it is stored, without its reference profile (large, and rarely needed). */
export interface VersionRow {
  id: string;
  model_id: string;
  version: number;
  stage: Stage;
  format: ArtifactFormat;
  digest: string;
  /** Bytes; null where nobody said. */
  artifact_bytes: number | null;
  /** Whether the registry has the artifact. */
  stored: boolean;
  /** Where the artifact came from or, where it isn't stored, where it is. */
  uri: string | null;
  description: string;
  notes: string;
  tags: string[];
  framework: string | null;
  framework_version: string | null;
  algorithm: string | null;
  details: VersionDetails;
  has_reference: boolean;
  deleted_at: TimestampColumn | null;
  created_at: TimestampColumn;
  created_by: string;
}

/** A version to be stored. */
export interface NewVersion {
  modelId: string;
  version: number;
  format: ArtifactFormat;
  digest: string;
  sizeBytes?: number;
  stored: boolean;
  uri?: string;
  description: string;
  notes: string;
  tags: string[];
  framework?: { name: string; version?: string };
  algorithm?: string;
  details: VersionDetails;
  /** Serialised profile. */
  referenceProfile?: string;
  createdBy: string;
}

/** What may change of a version. */
export interface VersionWords {
  description: string;
  notes: string;
  tags: string[];
}

/**
 * Keeps versions; what is stored of one never changes but for its stage and the words about it. Deleted ones are found
 * by nothing but what says so.
 */
export interface VersionStore {
  /** Newest first, below a version number if given; one row more than the limit where there are further ones. */
  list(
    modelId: string,
    page: { limit: number; below?: number; deleted?: boolean },
  ): Promise<VersionRow[]>;
  countDeleted(modelId: string): Promise<number>;
  /** How many versions a model has, and the highest. */
  live(
    transaction: Knex.Transaction,
    modelId: string,
  ): Promise<{ count: number; latest?: VersionRow }>;
  find(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined>;
  findDeleted(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined>;
  /** The newest with this artifact. */
  findByDigest(modelId: string, digest: string, db?: Knex): Promise<VersionRow | undefined>;
  hasDeletedDigest(modelId: string, digest: string): Promise<boolean>;
  /** Versions of several models, in no particular order. */
  findMany(pairs: Array<{ modelId: string; version: number }>): Promise<VersionRow[]>;
  /** The highest version of each model. */
  latestOf(modelIds: string[]): Promise<VersionRow[]>;
  /** The highest version of each model in each stage. */
  stagesOf(modelIds: string[]): Promise<Array<{ model_id: string; stage: Stage; version: number }>>;
  /** Newest first. */
  listInStage(transaction: Knex.Transaction, modelId: string, stage: Stage): Promise<VersionRow[]>;
  /** The serialised reference profile, if the version has one. */
  referenceProfile(versionId: string): Promise<string | undefined>;
  insert(transaction: Knex.Transaction, version: NewVersion): Promise<VersionRow>;
  reword(transaction: Knex.Transaction, id: string, words: VersionWords): Promise<void>;
  setStage(transaction: Knex.Transaction, id: string, stage: Stage): Promise<void>;
  setDeleted(transaction: Knex.Transaction, id: string, deletedAt: Date | null): Promise<void>;
  /** Deleted before a time, with the names of their models; those of deleted models are left out. */
  listDeletedBefore(time: Date, limit: number): Promise<Array<VersionRow & { model: string }>>;
  /** Removes the row and with it everything of the registry that belongs to the version. */
  remove(transaction: Knex.Transaction, id: string): Promise<void>;
  /** Which of the digests a version has whose artifact the registry keeps, be it deleted. */
  digestsInUse(digests: string[]): Promise<Set<string>>;
}

const COLUMNS = [
  'id',
  'model_id',
  'version',
  'stage',
  'format',
  'digest',
  'artifact_bytes',
  'stored',
  'uri',
  'description',
  'notes',
  'tags',
  'framework',
  'framework_version',
  'algorithm',
  'details',
  'deleted_at',
  'created_at',
  'created_by',
].map(column => `versions.${column}`);

const fromDatabase = (row: any): VersionRow => ({
  ...row,
  artifact_bytes: row.artifact_bytes === null ? null : Number(row.artifact_bytes),
  stored: Boolean(row.stored),
  tags: JSON.parse(row.tags),
  details: JSON.parse(row.details),
  has_reference: Boolean(row.has_reference),
});

/** Keeps versions in the plugin's database. */
export class DatabaseVersionStore implements VersionStore {
  constructor(private readonly database: Knex) {}

  async list(
    modelId: string,
    page: { limit: number; below?: number; deleted?: boolean },
  ): Promise<VersionRow[]> {
    const rows = this.select()
      .where('versions.model_id', modelId)
      .orderBy('versions.version', 'desc')
      .limit(page.limit + 1);
    if (page.deleted) {
      rows.whereNotNull('versions.deleted_at');
    } else {
      rows.whereNull('versions.deleted_at');
    }
    if (page.below !== undefined) {
      rows.andWhere('versions.version', '<', page.below);
    }
    return (await rows).map(fromDatabase);
  }

  async countDeleted(modelId: string): Promise<number> {
    const [{ count }] = await this.database('versions')
      .where({ model_id: modelId })
      .whereNotNull('deleted_at')
      .count({ count: '*' });
    return Number(count);
  }

  async live(transaction: Knex.Transaction, modelId: string) {
    const [{ count }] = await transaction('versions')
      .where({ model_id: modelId, deleted_at: null })
      .count({ count: '*' });
    const latest = await this.select(transaction)
      .where({ model_id: modelId, deleted_at: null })
      .orderBy('version', 'desc')
      .first();
    return { count: Number(count), latest: latest && fromDatabase(latest) };
  }

  async find(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined> {
    const row = await this.select(db)
      .where({ model_id: modelId, version, deleted_at: null })
      .first();
    return row && fromDatabase(row);
  }

  async findDeleted(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined> {
    const row = await this.select(db)
      .where({ model_id: modelId, version })
      .whereNotNull('deleted_at')
      .first();
    return row && fromDatabase(row);
  }

  async findByDigest(modelId: string, digest: string, db?: Knex): Promise<VersionRow | undefined> {
    const row = await this.select(db)
      .where({ model_id: modelId, digest, deleted_at: null })
      .orderBy('version', 'desc')
      .first();
    return row && fromDatabase(row);
  }

  async hasDeletedDigest(modelId: string, digest: string): Promise<boolean> {
    const row = await this.database('versions')
      .select('id')
      .where({ model_id: modelId, digest })
      .whereNotNull('deleted_at')
      .first();
    return row !== undefined;
  }

  async findMany(pairs: Array<{ modelId: string; version: number }>): Promise<VersionRow[]> {
    const rows = this.select()
      .whereNull('versions.deleted_at')
      .andWhere(any => {
        any.whereRaw('1 = 0');
        pairs.forEach(({ modelId, version }) => any.orWhere({ model_id: modelId, version }));
      });
    return (await rows).map(fromDatabase);
  }

  async latestOf(modelIds: string[]): Promise<VersionRow[]> {
    const rows = await this.select()
      .join('models', 'models.id', 'versions.model_id')
      .whereIn('models.id', modelIds)
      .whereRaw('versions.version = models.latest_version');
    return rows.map(fromDatabase);
  }

  async stagesOf(modelIds: string[]) {
    const rows: unknown = await this.database('versions')
      .select('model_id', 'stage')
      .max({ version: 'version' })
      .whereIn('model_id', modelIds)
      .whereNull('deleted_at')
      .groupBy('model_id', 'stage');
    return rows as Array<{ model_id: string; stage: Stage; version: number }>;
  }

  async listInStage(
    transaction: Knex.Transaction,
    modelId: string,
    stage: Stage,
  ): Promise<VersionRow[]> {
    const rows = await this.select(transaction)
      .where({ model_id: modelId, stage, deleted_at: null })
      .orderBy('version', 'desc');
    return rows.map(fromDatabase);
  }

  async referenceProfile(versionId: string): Promise<string | undefined> {
    const row = await this.database('versions')
      .select('reference_profile')
      .where({ id: versionId })
      .first();
    return row?.reference_profile ?? undefined;
  }

  async insert(transaction: Knex.Transaction, version: NewVersion): Promise<VersionRow> {
    const row = {
      id: randomUUID(),
      model_id: version.modelId,
      version: version.version,
      stage: 'None',
      format: version.format,
      digest: version.digest,
      artifact_bytes: version.sizeBytes ?? null,
      stored: version.stored,
      uri: version.uri ?? null,
      description: version.description,
      notes: version.notes,
      tags: JSON.stringify(version.tags),
      framework: version.framework?.name ?? null,
      framework_version: version.framework?.version ?? null,
      algorithm: version.algorithm ?? null,
      details: JSON.stringify(version.details),
      deleted_at: null,
      created_at: new Date(),
      created_by: version.createdBy,
    };
    await transaction('versions').insert({
      ...row,
      reference_profile: version.referenceProfile ?? null,
    });
    return fromDatabase({ ...row, has_reference: version.referenceProfile !== undefined });
  }

  async reword(transaction: Knex.Transaction, id: string, words: VersionWords): Promise<void> {
    await transaction('versions')
      .where({ id })
      .update({ ...words, tags: JSON.stringify(words.tags) });
  }

  async setStage(transaction: Knex.Transaction, id: string, stage: Stage): Promise<void> {
    await transaction('versions').where({ id }).update({ stage });
  }

  async setDeleted(
    transaction: Knex.Transaction,
    id: string,
    deletedAt: Date | null,
  ): Promise<void> {
    await transaction('versions').where({ id }).update({ deleted_at: deletedAt });
  }

  async listDeletedBefore(time: Date, limit: number) {
    const rows = await this.select()
      .join('models', 'models.id', 'versions.model_id')
      .select('models.name as model')
      .where('versions.deleted_at', '<', time)
      .whereNull('models.deleted_at')
      .orderBy('versions.deleted_at')
      .limit(limit);
    return rows.map((row: any) => ({ ...fromDatabase(row), model: row.model }));
  }

  async remove(transaction: Knex.Transaction, id: string): Promise<void> {
    await transaction('versions').where({ id }).delete();
  }

  async digestsInUse(digests: string[]): Promise<Set<string>> {
    return new Set(
      await this.database('versions')
        .whereIn('digest', digests)
        .where({ stored: true })
        .distinct()
        .pluck('digest'),
    );
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('versions').select(
      ...COLUMNS,
      db.raw('versions.reference_profile IS NOT NULL AS has_reference'),
    );
  }
}
