import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { TimestampColumn } from '../database/columns';
import type { AuditLog } from '../governance/AuditLog';
import { descriptionOf } from './descriptionOf';
import type { ModelIndex } from './ModelIndex';
import type { ModelRow, ModelStore } from './ModelStore';
import type { VersionStore } from './VersionStore';

/** Removes what another area keeps of a model, in the transaction in which the model goes. */
export type ForgetModel = (transaction: Knex.Transaction, modelId: string) => Promise<void>;

/** It may have been restored, or restored and deleted anew, since it was listed. */
const isDue = ({ deleted_at: at }: { deleted_at: TimestampColumn | null }, before: Date) =>
  at !== null && new Date(at) < before;

const ACTOR = 'plugin:mlops/purge';
const BATCH = 100;

/**
 * Removes what was deleted and wasn't restored in time. From then on the names of models may be given anew, and the
 * clean-up of artifacts finds the bytes that no version has any more. The audit trail keeps everything.
 */
export class DeletedPurge {
  constructor(
    private readonly database: Knex,
    private readonly stores: { models: ModelStore; versions: VersionStore },
    private readonly index: ModelIndex,
    private readonly audit: AuditLog,
    private readonly forget: readonly ForgetModel[],
    private readonly logger: LoggerService,
    private readonly retentionMs: number,
  ) {}

  async run(now: Date = new Date()): Promise<void> {
    const before = new Date(now.getTime() - this.retentionMs);
    for (;;) {
      const models = await this.stores.models.listDeletedBefore(before, BATCH);
      const removed = await this.each(models, model => this.purgeModel(model, before));
      if (models.length < BATCH || removed === 0) {
        break;
      }
    }
    for (;;) {
      const versions = await this.stores.versions.listDeletedBefore(before, BATCH);
      const removed = await this.each(versions, ({ model, version }) =>
        this.purgeVersion(model, version, before),
      );
      if (versions.length < BATCH || removed === 0) {
        break;
      }
    }
  }

  /** One that can't be removed keeps none of the others. @returns how many were removed */
  private async each<T>(items: T[], purge: (item: T) => Promise<boolean>): Promise<number> {
    let removed = 0;
    for (const item of items) {
      try {
        removed += Number(await purge(item));
      } catch (error) {
        this.logger.error('Could not remove what was deleted', error as Error);
      }
    }
    return removed;
  }

  private async purgeModel({ name }: ModelRow, before: Date): Promise<boolean> {
    const removed = await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, name);
      // It may have been restored meanwhile.
      if (!model || !isDue(model, before)) {
        return false;
      }
      for (const forget of this.forget) {
        await forget(transaction, model.id);
      }
      await this.stores.models.remove(transaction, model.id);
      await this.audit.append(transaction, {
        actor: ACTOR,
        action: 'model.purge',
        resource: { kind: 'model', name },
        before: descriptionOf(model),
      });
      return true;
    });
    if (removed) {
      this.logger.info(`Removed the model ${name}, whose time to be restored was over`);
    }
    return removed;
  }

  private async purgeVersion(name: string, version: number, before: Date): Promise<boolean> {
    const removed = await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, name);
      const row = model && (await this.stores.versions.findDeleted(model.id, version, transaction));
      if (!model || !row || !isDue(row, before)) {
        return false;
      }
      await this.stores.versions.remove(transaction, row.id);
      await this.index.refresh(transaction, model.id);
      await this.audit.append(transaction, {
        actor: ACTOR,
        action: 'version.purge',
        resource: { kind: 'version', name: `${name}@${version}` },
        before: { format: row.format, digest: row.digest, stage: row.stage },
      });
      return true;
    });
    if (removed) {
      this.logger.info(`Removed version ${version} of ${name}, whose time to be restored was over`);
    }
    return removed;
  }
}
