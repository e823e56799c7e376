import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ApprovalCloser } from './ApprovalCloser';
import { OPEN_STATES } from './ApprovalStore';
import type { ApprovalRow, ApprovalStore } from './ApprovalStore';
import type { StagedModels } from './StagedModels';
import { whyOver } from './whyOver';

const BATCH = 100;

/**
 * Ends requests for approval that are over, each in a transaction of its own: whatever is refused because of that keeps
 * the ending.
 */
export class ApprovalExpiry {
  constructor(
    private readonly database: Knex,
    private readonly store: ApprovalStore,
    private readonly models: StagedModels,
    private readonly closer: ApprovalCloser,
    private readonly logger: LoggerService,
  ) {}

  /** Ends all whose time is over. One that can't be ended keeps none of the others. */
  async run(now: Date = new Date()): Promise<void> {
    for (;;) {
      const due = await this.store.listDue(now, BATCH);
      let ended = 0;
      for (const approval of due) {
        try {
          ended += Number(await this.end(approval, now));
        } catch (error) {
          this.logger.error(
            `Could not end the request for approval ${approval.id}`,
            error as Error,
          );
        }
      }
      if (due.length < BATCH || ended === 0) {
        return;
      }
    }
  }

  /** Ends those of a version that are over, which are seldom any: looks before it locks. */
  async settle(model: { id: string; name: string }, version: number): Promise<void> {
    const now = new Date();
    const open = await this.store.listOpen(model.id, version);
    const row = open.length > 0 ? await this.models.findVersion(model.id, version) : undefined;
    for (const approval of open) {
      if (whyOver(approval, row, now)) {
        await this.end(approval, now);
      }
    }
  }

  /** @returns whether it was ended now */
  private async end({ id, model: name }: ApprovalRow, now: Date): Promise<boolean> {
    return this.database.transaction(async transaction => {
      const model = await this.models.lock(transaction, name);
      const approval = await this.store.find(id, transaction);
      if (!model || !approval || !OPEN_STATES.includes(approval.state)) {
        return false;
      }
      const row = await this.models.findVersion(model.id, approval.version, transaction);
      const ending = whyOver(approval, row, now);
      if (ending) {
        await this.closer.close(transaction, approval, ending, now);
      }
      return ending !== undefined;
    });
  }
}
