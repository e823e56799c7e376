import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelIndex } from './ModelIndex';
import type { ModelRow, ModelStore } from './ModelStore';
import { descriptionOf } from './RegistrationService';
import type { VersionStore } from './VersionStore';

/** Removes what another area keeps of a model, in the transaction in which the model goes. */
export type ForgetModel = (transaction: Knex.Transaction, modelId: string) => Promise<void>;

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
      for (const model of models) {
        await this.purgeModel(model, before);
      }
      if (models.length < BATCH) {
        break;
      }
    }
    for (;;) {
      const versions = await this.stores.versions.listDeletedBefore(before, BATCH);
      for (const { model, version } of versions) {
        await this.purgeVersion(model, version);
      }
      if (versions.length < BATCH) {
        break;
      }
    }
  }

  private async purgeModel({ name }: ModelRow, before: Date): Promise<void> {
    await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, name);
      // It may have been restored meanwhile.
      if (!model || model.deleted_at === null || new Date(model.deleted_at) >= before) {
        return;
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
    });
    this.logger.info(`Removed the model ${name}, whose time to be restored was over`);
  }

  private async purgeVersion(name: string, version: number): Promise<void> {
    await this.database.transaction(async transaction => {
      const model = await this.stores.models.lock(transaction, name);
      const row = model && (await this.stores.versions.findDeleted(model.id, version, transaction));
      if (!model || !row) {
        return;
      }
      await this.stores.versions.remove(transaction, row.id);
      await this.index.refresh(transaction, model.id);
      await this.audit.append(transaction, {
        actor: ACTOR,
        action: 'version.purge',
        resource: { kind: 'version', name: `${name}@${version}` },
        before: { format: row.format, digest: row.digest, stage: row.stage },
      });
    });
    this.logger.info(`Removed version ${version} of ${name}, whose time to be restored was over`);
  }
}
