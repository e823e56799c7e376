import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { AuditLog } from './AuditLog';
import type { AuditStore } from './AuditStore';
import type { CheckpointKeys } from './checkpoints/CheckpointKeys';
import type { CheckpointStore } from './checkpoints/CheckpointStore';
import { verifyChain } from './verifyChain';

const ACTOR = 'plugin:mlops/retention';

/**
 * Removes audit events whose time is over: those up to the newest checkpoint that is old enough, so that a signature goes
 * on telling what the events that are left follow. Nothing is removed from a chain that is broken: it is evidence.
 */
export class AuditRetention {
  constructor(
    private readonly database: Knex,
    private readonly stores: { events: AuditStore; checkpoints: CheckpointStore },
    private readonly audit: AuditLog,
    private readonly keys: CheckpointKeys,
    private readonly logger: LoggerService,
    private readonly retentionMs: number,
  ) {}

  async run(now: Date = new Date()): Promise<void> {
    const chain = await this.stores.events.chain();
    const checkpoint = await this.stores.checkpoints.newestBefore(
      new Date(now.getTime() - this.retentionMs),
    );
    if (!chain || !checkpoint || checkpoint.seq <= chain.start.seq) {
      return;
    }
    const found = await this.stores.events.readAll((rows, all, checkpoints) =>
      verifyChain(rows, all, checkpoints, this.keys.trusts),
    );
    if (!found.intact) {
      this.logger.error(
        `No audit events are removed, since the audit trail is broken at event ${found.brokenAt}: ${found.problem}`,
      );
      return;
    }
    const removed = await this.remove(checkpoint);
    if (removed > 0) {
      this.logger.info(
        `Removed ${removed} audit events, up to event ${checkpoint.seq}, whose time was over`,
      );
    }
  }

  private async remove({ seq, hash }: Checkpoint): Promise<number> {
    return this.database.transaction(async transaction => {
      // Before the chain is locked, so that nobody has to wait with a change until this is through.
      const removed = await this.stores.events.removeUpTo(transaction, seq);
      const chain = await this.stores.events.lockChain(transaction);
      if (!chain || chain.start.seq >= seq) {
        return 0;
      }
      await this.stores.events.setStart(transaction, { seq, hash });
      await this.audit.append(transaction, {
        actor: ACTOR,
        action: 'audit.retain',
        resource: { kind: 'registry', name: 'mlops' },
        before: { startsAfter: chain.start.seq },
        after: { startsAfter: seq, hash, removed },
      });
      return removed;
    });
  }
}
