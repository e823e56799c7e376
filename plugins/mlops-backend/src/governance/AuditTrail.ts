import { ConflictError } from '@backstage/errors';
import type {
  AuditEvent,
  AuditVerification,
  Checkpoint,
} from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { isUniqueViolation } from '../database/isUniqueViolation';
import type { Actor } from './Actor';
import type { AuditLog } from './AuditLog';
import type { AuditFilter, AuditQuery, AuditStore } from './AuditStore';
import { CHECKPOINT_ACTION } from './ChainWalk';
import type { CheckpointKeys } from './checkpoints/CheckpointKeys';
import type { CheckpointStore } from './checkpoints/CheckpointStore';
import { exportTrail } from './export/exportTrail';
import type { ExportFormat } from './export/exportTrail';
import type { ReadableModels } from './ModelAuthorizer';
import { presentAuditEvent } from './presentAuditEvent';
import { verifyChain } from './verifyChain';

/** What can be read of the audit trail, and its checkpoints. Who may is asked elsewhere (`AuthorizedAuditService`). */
export class AuditTrail {
  constructor(
    private readonly database: Knex,
    private readonly stores: { events: AuditStore; checkpoints: CheckpointStore },
    private readonly audit: AuditLog,
    private readonly keys: CheckpointKeys,
  ) {}

  async list(
    query: AuditQuery,
    readable: ReadableModels,
  ): Promise<{ items: AuditEvent[]; more: boolean }> {
    const rows = await this.stores.events.list(query, readable);
    return {
      items: rows.slice(0, query.limit).map(presentAuditEvent),
      more: rows.length > query.limit,
    };
  }

  async verify(): Promise<AuditVerification> {
    const found = await this.stores.events.readAll((rows, chain, checkpoints) =>
      verifyChain(rows, chain, checkpoints, this.keys.trusts),
    );
    return { ...found, verifiedAt: new Date().toISOString() };
  }

  /** The text of a file, piece by piece; nothing is read ahead of whoever takes it. */
  export(
    format: ExportFormat,
    filter: AuditFilter,
    readable: ReadableModels,
  ): AsyncIterable<string> {
    return exportTrail(this.stores, format, filter, readable);
  }

  async listCheckpoints(page: {
    limit: number;
    below?: number;
  }): Promise<{ items: Checkpoint[]; more: boolean }> {
    const found = await this.stores.checkpoints.list(page);
    return { items: found.slice(0, page.limit), more: found.length > page.limit };
  }

  /**
   * Verifies the chain and signs its end. Others go on appending meanwhile: what is signed is the end that was verified.
   *
   * @throws `ConflictError` when the chain is broken or empty, when its end is signed already, or without a key
   */
  async createCheckpoint(actor: Actor): Promise<Checkpoint> {
    if (!this.keys.canSign) {
      throw new ConflictError('There is no key to sign with: set mlops.audit.signingKey');
    }
    const found = await this.verify();
    if (!found.intact) {
      throw new ConflictError(
        `The audit trail is broken at event ${found.brokenAt}: ${found.problem}`,
      );
    }
    const seq = (found.startsAfter ?? 0) + found.events;
    if (seq === 0) {
      throw new ConflictError('There is no event to sign yet');
    }
    const checkpoint = this.keys.sign({ seq, hash: found.head! }, new Date());
    try {
      await this.database.transaction(async transaction => {
        await this.stores.checkpoints.insert(transaction, checkpoint);
        await this.audit.append(transaction, {
          actor,
          action: CHECKPOINT_ACTION,
          resource: { kind: 'registry', name: 'mlops' },
          after: checkpoint,
        });
      });
    } catch (error) {
      if (isUniqueViolation(error)) {
        throw new ConflictError(`Event ${seq} is signed already`);
      }
      throw error;
    }
    return checkpoint;
  }

  /** Signs the end of the chain unless nothing but the last checkpoint's own event came since. */
  async createCheckpointOfChanges(actor: Actor): Promise<Checkpoint | undefined> {
    const [chain, newest] = await Promise.all([
      this.stores.events.chain(),
      this.stores.checkpoints.newest(),
    ]);
    const news = chain ? chain.end.seq - (newest?.seq ?? 0) : 0;
    return news > (newest ? 1 : 0) ? this.createCheckpoint(actor) : undefined;
  }
}
