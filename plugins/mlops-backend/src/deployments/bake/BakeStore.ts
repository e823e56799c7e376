import { randomUUID } from 'node:crypto';
import { LatencySketch } from '@mlops-backstage/model-profile';
import type { BakeLimits, BakeState } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../../database/columns';

/** A role in which a version answers. */
export type AnsweringRole = 'champion' | 'canary';

/** A version that answers in a role. */
export interface AnsweringVersion {
  version: number;
  role: AnsweringRole;
}

/** What a version answered in some span of time. */
export interface AnsweredTraffic {
  requests: number;
  /** Answered with 5xx. */
  failures: number;
  latency: LatencySketch;
}

/** What was seen of a version since it began to bake. */
export interface BakeFigures {
  requests: number;
  failures: number;
  latency_p99_ms: number | null;
}

/** A bake as it is stored, with the names of its deployment and of its model. */
export interface BakeRow extends BakeFigures {
  id: string;
  deployment_id: string;
  deployment: string;
  model: string;
  /** The revision that brought the version. */
  revision: number;
  version: number;
  role: AnsweringRole;
  state: BakeState;
  limits: BakeLimits;
  /** Of the 99th percentile, in milliseconds; null for none. */
  latency_limit_ms: number | null;
  started_at: TimestampColumn;
  ends_at: TimestampColumn;
  /** The start of the window in which it began; milliseconds since 1970, UTC. */
  window_from: number;
  /** What is in that window from before the bake. */
  before: AnsweredTraffic;
  ended_at: TimestampColumn | null;
  message: string | null;
  rolled_back_to: number | null;
}

export type NewBake = Pick<
  BakeRow,
  | 'deployment_id'
  | 'revision'
  | 'version'
  | 'role'
  | 'limits'
  | 'latency_limit_ms'
  | 'window_from'
  | 'before'
> & { startedAt: Date };

/** How a bake ended. */
export interface BakeEnd {
  state: Exclude<BakeState, 'baking' | 'superseded'>;
  figures: BakeFigures;
  message?: string;
  rolledBackTo?: number;
}

/** Keeps the bakes of deployments. They go with their deployment. */
export interface BakeStore {
  insert(transaction: Knex.Transaction, bake: NewBake): Promise<void>;
  /** Ends those under way whose version doesn't answer in its role any more. */
  supersede(
    transaction: Knex.Transaction,
    deploymentId: string,
    answering: readonly AnsweringVersion[],
  ): Promise<void>;
  /** All that are under way. */
  listUnderWay(): Promise<BakeRow[]>;
  /** Reads one that is under way, and keeps others from ending it until the transaction ends. */
  lockUnderWay(transaction: Knex.Transaction, id: string): Promise<BakeRow | undefined>;
  /** Keeps what was seen of one that is under way. */
  observe(id: string, figures: BakeFigures): Promise<void>;
  /** Ends one that is under way; nothing happens to another. */
  end(id: string, end: BakeEnd, db?: Knex): Promise<void>;
  /** Versions whose last verdict in a deployment is that they broke their limits. */
  failedVersions(transaction: Knex.Transaction, deploymentId: string): Promise<number[]>;
  /** Those that broke their limits and of which no alert was raised yet. */
  listUntold(): Promise<BakeRow[]>;
  markTold(id: string): Promise<void>;
  /** Of each deployment those under way and those of the last revision that brought any, the newest first. */
  listShown(deploymentIds: string[]): Promise<BakeRow[]>;
}

const BROKEN: readonly BakeState[] = ['rolled-back', 'breached'];

function fromDatabase(row: any): BakeRow {
  const { requests_before, failures_before, latency_before, told_at, ...rest } = row;
  return {
    ...rest,
    limits: JSON.parse(row.limits),
    window_from: Number(row.window_from),
    requests: Number(row.requests),
    failures: Number(row.failures),
    before: {
      requests: Number(requests_before),
      failures: Number(failures_before),
      latency: LatencySketch.fromBytes(new Uint8Array(latency_before)),
    },
  };
}

/** Keeps bakes in the plugin's database. */
export class DatabaseBakeStore implements BakeStore {
  constructor(private readonly database: Knex) {}

  async insert(transaction: Knex.Transaction, bake: NewBake): Promise<void> {
    const { startedAt, before, limits, ...columns } = bake;
    await transaction('deployment_bakes').insert({
      ...columns,
      id: randomUUID(),
      state: 'baking',
      limits: JSON.stringify(limits),
      started_at: startedAt,
      ends_at: new Date(startedAt.getTime() + limits.durationSeconds * 1000),
      requests_before: before.requests,
      failures_before: before.failures,
      latency_before: Buffer.from(before.latency.toBytes()),
      requests: 0,
      failures: 0,
    });
  }

  async supersede(
    transaction: Knex.Transaction,
    deploymentId: string,
    answering: readonly AnsweringVersion[],
  ): Promise<void> {
    const rows = transaction('deployment_bakes').where({
      deployment_id: deploymentId,
      state: 'baking',
    });
    for (const { version, role } of answering) {
      rows.whereNot(row => row.where({ version, role }));
    }
    await rows.update({ state: 'superseded', ended_at: new Date() });
  }

  async listUnderWay(): Promise<BakeRow[]> {
    const rows = this.select()
      .whereRaw("deployment_bakes.state = 'baking'")
      .orderBy('deployment_bakes.started_at');
    return (await rows).map(fromDatabase);
  }

  async lockUnderWay(transaction: Knex.Transaction, id: string): Promise<BakeRow | undefined> {
    // Locked before it is joined: PostgreSQL would lock the rows of deployment and model too.
    const locked = await transaction('deployment_bakes')
      .select('id')
      .where({ id, state: 'baking' })
      .forUpdate()
      .first();
    const row = locked && (await this.select(transaction).where('deployment_bakes.id', id).first());
    return row && fromDatabase(row);
  }

  async observe(id: string, figures: BakeFigures): Promise<void> {
    await this.database('deployment_bakes').where({ id, state: 'baking' }).update(figures);
  }

  async end(id: string, end: BakeEnd, db: Knex = this.database): Promise<void> {
    const { state, figures, message, rolledBackTo } = end;
    await db('deployment_bakes')
      .where({ id, state: 'baking' })
      .update({
        ...figures,
        state,
        ended_at: new Date(),
        message: message ?? null,
        rolled_back_to: rolledBackTo ?? null,
      });
  }

  async failedVersions(transaction: Knex.Transaction, deploymentId: string): Promise<number[]> {
    const verdicts: Array<{ version: number; state: BakeState }> = await transaction(
      'deployment_bakes',
    )
      .where({ deployment_id: deploymentId })
      .whereIn('state', [...BROKEN, 'passed'])
      .orderBy('ended_at')
      .select('version', 'state');
    const last = new Map(verdicts.map(({ version, state }) => [version, state]));
    return [...last].filter(([, state]) => BROKEN.includes(state)).map(([version]) => version);
  }

  async listUntold(): Promise<BakeRow[]> {
    const rows = this.select()
      .whereNull('deployment_bakes.told_at')
      .whereRaw("deployment_bakes.state IN ('rolled-back', 'breached')")
      .orderBy('deployment_bakes.ended_at');
    return (await rows).map(fromDatabase);
  }

  async markTold(id: string): Promise<void> {
    await this.database('deployment_bakes').where({ id }).update({ told_at: new Date() });
  }

  async listShown(deploymentIds: string[]): Promise<BakeRow[]> {
    const newest = this.database('deployment_bakes as other')
      .whereRaw('other.deployment_id = deployment_bakes.deployment_id')
      .max('revision');
    const rows = this.select()
      .whereIn('deployment_bakes.deployment_id', deploymentIds)
      .where(row =>
        row
          .where('deployment_bakes.state', 'baking')
          .orWhere('deployment_bakes.revision', '=', newest),
      )
      .orderBy([
        { column: 'deployment_bakes.revision', order: 'desc' },
        { column: 'deployment_bakes.role' },
      ]);
    return (await rows).map(fromDatabase);
  }

  private select(db: Knex = this.database): Knex.QueryBuilder {
    return db('deployment_bakes')
      .join('deployments', 'deployments.id', 'deployment_bakes.deployment_id')
      .join('models', 'models.id', 'deployments.model_id')
      .select('deployment_bakes.*', 'deployments.name as deployment', 'models.name as model');
  }
}
