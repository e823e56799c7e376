import { randomUUID } from 'node:crypto';
import type { Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';

/** The parts of a version that are only ever read with it. */
export type VersionDetails = Pick<
  Version,
  'parameters' | 'dataset' | 'signature' | 'prediction' | 'artifactInfo' | 'sampleInputs'
>;

/** A version as it is stored, without its reference profile (large, and rarely needed). */
export interface VersionRow {
  id: string;
  model_id: string;
  version: number;
  stage: Stage;
  digest: string;
  size_bytes: number;
  description: string;
  framework: string | null;
  framework_version: string | null;
  algorithm: string | null;
  details: VersionDetails;
  has_reference: boolean;
  created_at: TimestampColumn;
  created_by: string;
}

/** A version to be stored. */
export interface NewVersion {
  modelId: string;
  version: number;
  digest: string;
  sizeBytes: number;
  description: string;
  framework?: { name: string; version?: string };
  algorithm?: string;
  details: VersionDetails;
  /** Serialised profile. */
  referenceProfile?: string;
  createdBy: string;
}

/** Keeps versions; what is stored of one never changes but for its stage. */
export interface VersionStore {
  /** Newest first, below a version number if given; one row more than the limit where there are further ones. */
  list(modelId: string, page: { limit: number; below?: number }): Promise<VersionRow[]>;
  find(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined>;
  findByDigest(modelId: string, digest: string, db?: Knex): Promise<VersionRow | undefined>;
  /** The highest version of each model. */
  latestOf(modelIds: string[]): Promise<VersionRow[]>;
  /** The highest version of each model in each stage. */
  stagesOf(modelIds: string[]): Promise<Array<{ model_id: string; stage: Stage; version: number }>>;
  /** The serialised reference profile, if the version has one. */
  referenceProfile(versionId: string): Promise<string | undefined>;
  insert(transaction: Knex.Transaction, version: NewVersion): Promise<VersionRow>;
  /** Which of the digests a version has. */
  digestsInUse(digests: string[]): Promise<Set<string>>;
}

const COLUMNS = [
  'id',
  'model_id',
  'version',
  'stage',
  'digest',
  'size_bytes',
  'description',
  'framework',
  'framework_version',
  'algorithm',
  'details',
  'created_at',
  'created_by',
].map(column => `versions.${column}`);

const fromDatabase = (row: any): VersionRow => ({
  ...row,
  size_bytes: Number(row.size_bytes),
  details: JSON.parse(row.details),
  has_reference: Boolean(row.has_reference),
});

/** Keeps versions in the plugin's database. */
export class DatabaseVersionStore implements VersionStore {
  constructor(private readonly database: Knex) {}

  async list(modelId: string, page: { limit: number; below?: number }): Promise<VersionRow[]> {
    const rows = this.select()
      .where('versions.model_id', modelId)
      .orderBy('versions.version', 'desc')
      .limit(page.limit + 1);
    if (page.below !== undefined) {
      rows.andWhere('versions.version', '<', page.below);
    }
    return (await rows).map(fromDatabase);
  }

  async find(modelId: string, version: number, db?: Knex): Promise<VersionRow | undefined> {
    const row = await this.select(db).where({ model_id: modelId, version }).first();
    return row && fromDatabase(row);
  }

  async findByDigest(modelId: string, digest: string, db?: Knex): Promise<VersionRow | undefined> {
    const row = await this.select(db).where({ model_id: modelId, digest }).first();
    return row && fromDatabase(row);
  }

  async latestOf(modelIds: string[]): Promise<VersionRow[]> {
    const rows = await this.select()
      .join('models', 'models.id', 'versions.model_id')
      .whereIn('models.id', modelIds)
      .whereRaw('versions.version = models.version_count');
    return rows.map(fromDatabase);
  }

  async stagesOf(modelIds: string[]) {
    const rows: unknown = await this.database('versions')
      .select('model_id', 'stage')
      .max({ version: 'version' })
      .whereIn('model_id', modelIds)
      .groupBy('model_id', 'stage');
    return rows as Array<{ model_id: string; stage: Stage; version: number }>;
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
      digest: version.digest,
      size_bytes: version.sizeBytes,
      description: version.description,
      framework: version.framework?.name ?? null,
      framework_version: version.framework?.version ?? null,
      algorithm: version.algorithm ?? null,
      details: JSON.stringify(version.details),
      created_at: new Date(),
      created_by: version.createdBy,
    };
    await transaction('versions').insert({
      ...row,
      reference_profile: version.referenceProfile ?? null,
    });
    return fromDatabase({ ...row, has_reference: version.referenceProfile !== undefined });
  }

  async digestsInUse(digests: string[]): Promise<Set<string>> {
    return new Set(
      await this.database('versions').whereIn('digest', digests).distinct().pluck('digest'),
    );
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('versions').select(
      ...COLUMNS,
      db.raw('versions.reference_profile IS NOT NULL AS has_reference'),
    );
  }
}
