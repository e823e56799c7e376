import { randomUUID } from 'node:crypto';
import type { ApprovalState, Gates, GateResult, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { CursorPosition } from '../database/cursor';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import { whereReadable } from '../governance/whereReadable';

/** What a gate asked for when approval was requested. */
export type Requirement = NonNullable<Gates['approvals']> & { source: GateResult['source'] };

/** What one person decided. */
export interface DecisionRow {
  decision: 'approve' | 'reject';
  decided_by: string;
  comment: string;
  /** Those of the request's groups that the person was in. */
  groups: string[];
  decided_at: TimestampColumn;
}

/** A request for approval as it is stored, with what authorization needs of its model. */
export interface ApprovalRow {
  id: string;
  model_id: string;
  /** Name of the model. */
  model: string;
  /** Owner of the model. */
  owner: string;
  version: number;
  /** Who registered the version; null where it was removed. */
  author: string | null;
  digest: string;
  from_stage: Stage;
  to_stage: Stage;
  state: ApprovalState;
  /** Each of them has to be met. */
  requirements: Requirement[];
  /** In the order in which they were made. */
  decisions: DecisionRow[];
  reason: string;
  requested_at: TimestampColumn;
  requested_by: string;
  expires_at: TimestampColumn;
  closed_at: TimestampColumn | null;
}

/** A request to be stored. */
export interface NewApproval {
  modelId: string;
  version: number;
  digest: string;
  from: Stage;
  to: Stage;
  requirements: Requirement[];
  reason: string;
  requestedAt: Date;
  requestedBy: string;
  expiresAt: Date;
}

/** A person, as far as it matters for deciding. */
export interface Decider {
  /** Entity reference. */
  ref: string;
  /** Entity references of the groups, and of the person. */
  memberships: readonly string[];
}

/** What a list of requests is asked for by. */
export interface ApprovalFilter {
  model?: string;
  states?: ApprovalState[];
  requestedBy?: string;
  /** Pending ones that the person may decide and hasn't decided yet. */
  waitingFor?: Decider;
}

/** The states in which a request is open: there is one open request for a change at a time. */
export const OPEN_STATES: readonly ApprovalState[] = ['pending', 'approved'];

/** Keeps requests for approval with their decisions. */
export interface ApprovalStore {
  /** Newest first; one more than the limit where there are further ones. Those of deleted models are left out. */
  list(
    filter: ApprovalFilter,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<ApprovalRow[]>;
  count(filter: ApprovalFilter, readable: ReadableModels): Promise<number>;
  find(id: string, db?: Knex): Promise<ApprovalRow | undefined>;
  /** Those of a model, or of one version of it, that are open. */
  listOpen(modelId: string, version: number | undefined, db?: Knex): Promise<ApprovalRow[]>;
  /** Open ones whose time was over at the given one, oldest first. */
  listDue(time: Date, limit: number): Promise<ApprovalRow[]>;
  /** @throws the database's unique violation when there is an open request for the change */
  insert(transaction: Knex.Transaction, approval: NewApproval): Promise<string>;
  /** @throws the database's unique violation when the person decided already */
  insertDecision(
    transaction: Knex.Transaction,
    id: string,
    decision: Omit<DecisionRow, 'decided_at'> & { decided_at: Date },
  ): Promise<void>;
  /** Every state but `pending` closes it; every one but `approved` makes room for another request. */
  setState(
    transaction: Knex.Transaction,
    id: string,
    state: ApprovalState,
    at: Date,
  ): Promise<void>;
}

const COLUMNS = [
  ...[
    'id',
    'model_id',
    'version',
    'digest',
    'from_stage',
    'to_stage',
    'state',
    'requirements',
    'reason',
    'requested_at',
    'requested_by',
    'expires_at',
    'closed_at',
  ].map(column => `approvals.${column}`),
  'models.name as model',
  'models.owner',
  'versions.created_by as author',
];

const openKey = (modelId: string, version: number, from: Stage, to: Stage) =>
  [modelId, version, from, to].join(':');

/** Keeps them in the plugin's database. */
export class DatabaseApprovalStore implements ApprovalStore {
  constructor(private readonly database: Knex) {}

  async list(
    filter: ApprovalFilter,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<ApprovalRow[]> {
    const rows = this.matching(filter, readable)
      .select(COLUMNS)
      .orderBy([
        { column: 'approvals.requested_at', order: 'desc' },
        { column: 'approvals.id', order: 'desc' },
      ])
      .limit(page.limit + 1);
    if (page.after) {
      const [time, id] = page.after;
      rows.whereRaw('(approvals.requested_at, approvals.id) < (?, ?)', [new Date(time), id]);
    }
    return this.withDecisions(await rows, this.database);
  }

  async count(filter: ApprovalFilter, readable: ReadableModels): Promise<number> {
    const [{ count }] = await this.matching(filter, readable).count({ count: '*' });
    return Number(count);
  }

  async find(id: string, db: Knex = this.database): Promise<ApprovalRow | undefined> {
    const rows = await this.select(db).where('approvals.id', id);
    return (await this.withDecisions(rows, db))[0];
  }

  async listOpen(
    modelId: string,
    version: number | undefined,
    db: Knex = this.database,
  ): Promise<ApprovalRow[]> {
    const rows = this.select(db)
      .where('approvals.model_id', modelId)
      .whereIn('approvals.state', [...OPEN_STATES])
      .orderBy(['approvals.requested_at', 'approvals.id']);
    if (version !== undefined) {
      rows.where('approvals.version', version);
    }
    return this.withDecisions(await rows, db);
  }

  async listDue(time: Date, limit: number): Promise<ApprovalRow[]> {
    const rows = await this.select(this.database)
      .whereIn('approvals.state', [...OPEN_STATES])
      .where('approvals.expires_at', '<=', time)
      .orderBy('approvals.expires_at')
      .limit(limit);
    return this.withDecisions(rows, this.database);
  }

  async insert(transaction: Knex.Transaction, approval: NewApproval): Promise<string> {
    const { modelId, version, from, to, requirements } = approval;
    const id = randomUUID();
    await transaction('approvals').insert({
      id,
      model_id: modelId,
      version,
      digest: approval.digest,
      from_stage: from,
      to_stage: to,
      state: 'pending',
      open_key: openKey(modelId, version, from, to),
      requirements: JSON.stringify(requirements),
      exclude_author: requirements.some(({ excludeAuthor }) => excludeAuthor),
      reason: approval.reason,
      requested_at: approval.requestedAt,
      requested_by: approval.requestedBy,
      expires_at: approval.expiresAt,
      closed_at: null,
    });
    const groups = new Set(requirements.flatMap(requirement => requirement.groups));
    await transaction('approval_groups').insert(
      [...groups].map(group => ({ approval_id: id, group_ref: group })),
    );
    return id;
  }

  async insertDecision(
    transaction: Knex.Transaction,
    id: string,
    decision: Omit<DecisionRow, 'decided_at'> & { decided_at: Date },
  ): Promise<void> {
    await transaction('approval_decisions').insert({
      ...decision,
      approval_id: id,
      groups: JSON.stringify(decision.groups),
    });
  }

  async setState(
    transaction: Knex.Transaction,
    id: string,
    state: ApprovalState,
    at: Date,
  ): Promise<void> {
    await transaction('approvals')
      .where({ id })
      .update({
        state,
        closed_at: state === 'pending' ? null : at,
        ...(!OPEN_STATES.includes(state) && { open_key: null }),
      });
  }

  private select(db: Knex): Knex.QueryBuilder {
    return this.from(db).select(COLUMNS);
  }

  private from(db: Knex): Knex.QueryBuilder {
    return db('approvals')
      .join('models', 'models.id', 'approvals.model_id')
      .leftJoin('versions', join =>
        join
          .on('versions.model_id', 'approvals.model_id')
          .andOn('versions.version', 'approvals.version'),
      );
  }

  private matching(filter: ApprovalFilter, readable: ReadableModels): Knex.QueryBuilder {
    const rows = whereReadable(this.from(this.database), readable).whereNull('models.deleted_at');
    const { model, states, requestedBy, waitingFor } = filter;
    if (model !== undefined) {
      rows.where('models.name', model);
    }
    if (states !== undefined) {
      rows.whereIn('approvals.state', states);
    }
    if (requestedBy !== undefined) {
      rows.where('approvals.requested_by', requestedBy);
    }
    if (waitingFor) {
      this.whereWaiting(rows, waitingFor);
    }
    return rows;
  }

  private whereWaiting(rows: Knex.QueryBuilder, { ref, memberships }: Decider): void {
    rows
      .where('approvals.state', 'pending')
      .whereNot('approvals.requested_by', ref)
      .whereExists(groups =>
        groups
          .select(this.database.raw('1'))
          .from('approval_groups')
          .whereRaw('approval_groups.approval_id = approvals.id')
          .whereIn('approval_groups.group_ref', [...memberships]),
      )
      .whereNotExists(decisions =>
        decisions
          .select(this.database.raw('1'))
          .from('approval_decisions')
          .whereRaw('approval_decisions.approval_id = approvals.id')
          .where('approval_decisions.decided_by', ref),
      )
      .where(others =>
        others
          .where('approvals.exclude_author', false)
          .orWhereNull('versions.created_by')
          .orWhereNot('versions.created_by', ref),
      );
  }

  private async withDecisions(rows: any[], db: Knex): Promise<ApprovalRow[]> {
    if (rows.length === 0) {
      return [];
    }
    const decisions = await db('approval_decisions')
      .whereIn(
        'approval_id',
        rows.map(row => row.id),
      )
      .orderBy(['decided_at', 'decided_by']);
    return rows.map(row => ({
      ...row,
      requirements: JSON.parse(row.requirements),
      decisions: decisions
        .filter(decision => decision.approval_id === row.id)
        .map(({ approval_id: _, ...decision }) => ({
          ...decision,
          groups: JSON.parse(decision.groups),
        })),
    }));
  }
}
