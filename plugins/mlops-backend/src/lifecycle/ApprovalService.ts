import { ConflictError, InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { ApprovalState, LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { CursorPosition } from '../database/cursor';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ReadableModels } from '../governance/ModelAuthorizer';
import type { ApprovalExpiry } from './ApprovalExpiry';
import type { ApprovalNotifier } from './ApprovalNotifier';
import { OPEN_STATES } from './ApprovalStore';
import type { ApprovalFilter, ApprovalRow, ApprovalStore, Decider } from './ApprovalStore';
import type { GateKeeper } from './GateKeeper';
import { approvalsCounted } from './gates/approvalsCounted';
import { requireTransition, requireUnmoved } from './lifecyclePolicy';
import type { StagedModel, StagedModels, StagedVersion } from './StagedModels';
import { groupsOf, hasDecided, whyNotDecide } from './whyNotDecide';
import { whyOver } from './whyOver';

/** A request for the approval of a change. */
export interface ChangeToApprove {
  model: string;
  version: number;
  /** Where the version was when whoever asks looked. */
  from: Stage;
  to: Stage;
  reason: string;
}

/** What somebody decides. */
export interface Decision {
  decision: 'approve' | 'reject';
  comment: string;
}

const ENDED: Record<ApprovalState, string> = {
  pending: 'is pending',
  approved: 'was approved already',
  rejected: 'was rejected already',
  withdrawn: 'was withdrawn',
  expired: 'has expired',
  void: 'is void, since what it was about changed',
  used: 'was used already',
};

const noApproval = (id: string) => new NotFoundError(`There is no request for approval ${id}`);

/**
 * The rules of approvals. Each is bound to the artifact's digest and the exact change; every step is taken under the
 * lock of the model. Who may use it is asked elsewhere (`AuthorizedApprovalService`).
 */
export class ApprovalService {
  constructor(
    private readonly database: Knex,
    private readonly store: ApprovalStore,
    private readonly models: StagedModels,
    private readonly policy: LifecyclePolicy,
    private readonly keeper: GateKeeper,
    private readonly expiry: ApprovalExpiry,
    private readonly audit: AuditLog,
    private readonly notifier: ApprovalNotifier,
    private readonly expiryMs: number,
  ) {}

  async list(
    filter: ApprovalFilter,
    readable: ReadableModels,
    page: { limit: number; after?: CursorPosition },
  ): Promise<{ rows: ApprovalRow[]; totalItems: number; more: boolean }> {
    // Nobody should be shown one as waiting whose time is over.
    await this.expiry.run();
    const [rows, totalItems] = await Promise.all([
      this.store.list(filter, readable, page),
      this.store.count(filter, readable),
    ]);
    return { rows: rows.slice(0, page.limit), totalItems, more: rows.length > page.limit };
  }

  /** As it is stored: what permissions are asked of before more is told. */
  find(id: string): Promise<ApprovalRow | undefined> {
    return this.store.find(id);
  }

  /** As it is now, with what ended by itself ended. @throws `NotFoundError` */
  async read({ id, model_id, model, version }: ApprovalRow): Promise<ApprovalRow> {
    await this.expiry.settle({ id: model_id, name: model }, version);
    return this.require(id);
  }

  /**
   * @throws `NotFoundError`; `InputError` where no approval is needed; `ConflictError` where the policy doesn't allow the
   *   change, or there is an open request for it
   */
  async request(actor: Actor, change: ChangeToApprove): Promise<ApprovalRow> {
    const known = await this.models.find(change.model);
    if (known) {
      await this.expiry.settle(known, change.version);
    }
    const id = await this.database
      .transaction(transaction => this.insert(transaction, actor, change))
      .catch(error => {
        throw isUniqueViolation(error)
          ? new ConflictError('There is an open request for this change already')
          : error;
      });
    return this.require(id);
  }

  /**
   * @param decider - the person that the actor is; nothing where it isn't one
   * @throws `NotAllowedError` to whom four eyes or the groups leave out; `ConflictError` where it isn't pending any more, or
   *   the person decided already
   */
  async decide(
    actor: Actor,
    decider: Decider | undefined,
    approval: ApprovalRow,
    decision: Decision,
  ): Promise<ApprovalRow> {
    await this.read(approval);
    await this.database.transaction(async transaction => {
      const current = await this.hold(transaction, approval, ['pending']);
      const refusal = whyNotDecide(current, decider);
      if (refusal !== undefined || !decider) {
        throw new NotAllowedError(`${refusal}`);
      }
      if (hasDecided(current, decider)) {
        throw new ConflictError('You have decided on this request already');
      }
      await this.record(transaction, actor, current, { ...decision, decider });
    });
    return this.require(approval.id);
  }

  /** @throws `NotAllowedError` to who didn't make it; `ConflictError` where it isn't open any more */
  async withdraw(actor: Actor, approval: ApprovalRow, reason: string): Promise<ApprovalRow> {
    await this.read(approval);
    await this.database.transaction(async transaction => {
      if (approval.requested_by !== actor.ref) {
        throw new NotAllowedError('Only who made the request may withdraw it');
      }
      const current = await this.hold(transaction, approval, OPEN_STATES);
      await this.store.setState(transaction, current.id, 'withdrawn', new Date());
      await this.audit.append(transaction, {
        actor,
        action: 'approval.withdraw',
        resource: { kind: 'approval', name: current.id, model: current.model },
        reason,
        before: { state: current.state },
        after: { state: 'withdrawn' },
      });
    });
    return this.require(approval.id);
  }

  private async insert(
    transaction: Knex.Transaction,
    actor: Actor,
    change: ChangeToApprove,
  ): Promise<string> {
    const { model, version } = await this.holdVersion(transaction, change.model, change.version);
    const { to, reason } = change;
    const name = `${model.name}@${version.version}`;
    if (version.stage === to) {
      throw new InputError(`${name} is in ${to} already`);
    }
    requireUnmoved(name, version, change.from);
    requireTransition(this.policy, name, version.stage, to);
    const requirements = await this.keeper.requirements(model.id, to, transaction);
    if (requirements.length === 0) {
      throw new InputError(`${name} needs no approval to enter ${to}`);
    }
    const open = await this.store.listOpen(model.id, version.version, transaction);
    const same = open.find(one => one.from_stage === version.stage && one.to_stage === to);
    if (same) {
      throw new ConflictError(
        `There is an open request for this change already: ${same.id}, made by ${same.requested_by}`,
      );
    }
    const requestedAt = new Date();
    const expiresAt = new Date(requestedAt.getTime() + this.expiryMs);
    const id = await this.store.insert(transaction, {
      modelId: model.id,
      version: version.version,
      digest: version.digest,
      from: version.stage,
      to,
      requirements,
      reason,
      requestedAt,
      requestedBy: actor.ref,
      expiresAt,
    });
    await this.notifier.requested(transaction, await this.require(id, transaction));
    await this.audit.append(transaction, {
      actor,
      action: 'approval.request',
      resource: { kind: 'approval', name: id, model: model.name },
      reason,
      after: {
        state: 'pending',
        version: version.version,
        digest: version.digest,
        from: version.stage,
        to,
        requirements,
        expiresAt: expiresAt.toISOString(),
      },
    });
    return id;
  }

  private async record(
    transaction: Knex.Transaction,
    actor: Actor,
    approval: ApprovalRow,
    { decision, comment, decider }: Decision & { decider: Decider },
  ): Promise<void> {
    const now = new Date();
    const made = {
      decision,
      decided_by: decider.ref,
      comment,
      groups: groupsOf(approval, decider),
      decided_at: now,
    };
    await this.store.insertDecision(transaction, approval.id, made);
    const state = stateAfter({ ...approval, decisions: [...approval.decisions, made] });
    if (state !== 'pending') {
      await this.store.setState(transaction, approval.id, state, now);
    }
    await this.notifier.decided(transaction, await this.require(approval.id, transaction));
    await this.audit.append(transaction, {
      actor,
      action: 'approval.decide',
      resource: { kind: 'approval', name: approval.id, model: approval.model },
      reason: comment,
      before: { state: approval.state },
      after: {
        state,
        decision,
        version: approval.version,
        digest: approval.digest,
        from: approval.from_stage,
        to: approval.to_stage,
        groups: made.groups,
      },
    });
  }

  /** A request under its model's lock, in one of the states and not over. @throws `ConflictError`, `NotFoundError` */
  private async hold(
    transaction: Knex.Transaction,
    { id, model }: ApprovalRow,
    states: readonly ApprovalState[],
  ): Promise<ApprovalRow> {
    const locked = await this.models.lock(transaction, model);
    const approval = locked && (await this.store.find(id, transaction));
    if (!locked || !approval) {
      throw noApproval(id);
    }
    const version = await this.models.findVersion(locked.id, approval.version, transaction);
    const state = states.includes(approval.state)
      ? whyOver(approval, version, new Date())?.state
      : approval.state;
    if (state !== undefined) {
      throw new ConflictError(`The request ${ENDED[state]}`);
    }
    return approval;
  }

  private async holdVersion(
    transaction: Knex.Transaction,
    name: string,
    number: number,
  ): Promise<{ model: StagedModel; version: StagedVersion }> {
    const model = await this.models.lock(transaction, name);
    if (!model) {
      throw new NotFoundError(`There is no model ${name}`);
    }
    const version = await this.models.findVersion(model.id, number, transaction);
    if (!version) {
      throw new NotFoundError(`The model ${name} has no version ${number}`);
    }
    return { model, version };
  }

  private async require(id: string, db?: Knex): Promise<ApprovalRow> {
    const approval = await this.store.find(id, db);
    if (!approval) {
      throw noApproval(id);
    }
    return approval;
  }
}

/** One rejection ends it; every gate's approvals grant it. */
function stateAfter({ requirements, decisions, author }: ApprovalRow): ApprovalState {
  if (decisions.some(({ decision }) => decision === 'reject')) {
    return 'rejected';
  }
  return requirements.every(
    asked => approvalsCounted(asked, decisions, author ?? '') >= asked.count,
  )
    ? 'approved'
    : 'pending';
}
