import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ApprovalNotifier } from './ApprovalNotifier';
import type { ApprovalRow, ApprovalStore } from './ApprovalStore';
import type { StagedVersion } from './StagedModels';
import { whyOver } from './whyOver';
import type { Ending } from './whyOver';

const ACTOR = 'plugin:mlops';
const ACTIONS = { expired: 'approval.expire', void: 'approval.void' } as const;

/**
 * Ends open requests that nobody ends: their time is over, or what they were bound to isn't there any more. Whoever calls
 * it holds the model's lock.
 */
export class ApprovalCloser {
  /** @param notifier - told of those whose time was over, once each; absent where none are ended for that */
  constructor(
    private readonly store: ApprovalStore,
    private readonly audit: AuditLog,
    private readonly notifier?: Pick<ApprovalNotifier, 'expired'>,
  ) {}

  async close(
    transaction: Knex.Transaction,
    approval: ApprovalRow,
    { state, reason }: Ending,
    now: Date,
  ): Promise<void> {
    await this.store.setState(transaction, approval.id, state, now);
    if (state === 'expired') {
      await this.notifier?.expired(transaction, approval);
    }
    await this.audit.append(transaction, {
      actor: ACTOR,
      action: ACTIONS[state],
      resource: { kind: 'approval', name: approval.id, model: approval.model },
      reason,
      before: { state: approval.state },
      after: {
        state,
        version: approval.version,
        digest: approval.digest,
        from: approval.from_stage,
        to: approval.to_stage,
      },
    });
  }

  /** Ends those of a version that are over. */
  async closeOver(
    transaction: Knex.Transaction,
    modelId: string,
    version: { number: number; row: StagedVersion | undefined },
    now: Date,
  ): Promise<void> {
    for (const approval of await this.store.listOpen(modelId, version.number, transaction)) {
      const ending = whyOver(approval, version.row, now);
      if (ending) {
        await this.close(transaction, approval, ending, now);
      }
    }
  }

  /** Ends all of a model, or of one version of it. */
  async voidAll(
    transaction: Knex.Transaction,
    modelId: string,
    version: number | undefined,
    reason: string,
  ): Promise<void> {
    for (const approval of await this.store.listOpen(modelId, version, transaction)) {
      await this.close(transaction, approval, { state: 'void', reason }, new Date());
    }
  }
}
