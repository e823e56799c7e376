import { InputError } from '@backstage/errors';
import type { PredictionSettings } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { LoggingSettings, PredictionSettingsStore } from './PredictionSettingsStore';

/** What is logged of a deployment's predictions: how many, and with what of their inputs. */
export class PredictionSettingsService {
  constructor(
    private readonly database: Knex,
    private readonly settings: PredictionSettingsStore,
    private readonly audit: AuditLog,
    /** Told after a change was committed. */
    private readonly onChange: () => void,
  ) {}

  get(deployment: string): Promise<PredictionSettings> {
    return this.settings.find(deployment);
  }

  /**
   * Says anew what is logged from now on; what was logged stays as it is until its time is over.
   *
   * @throws `InputError` for a column that is named twice
   */
  async set(
    actor: Actor,
    deployment: { name: string; model: string },
    next: LoggingSettings,
    reason: string,
  ): Promise<PredictionSettings> {
    if (new Set(next.slices).size < next.slices.length) {
      throw new InputError('A column is named twice');
    }
    await this.database.transaction(async transaction => {
      const before = await this.settings.find(deployment.name, transaction);
      if (JSON.stringify(before) === JSON.stringify(next)) {
        return;
      }
      await this.settings.put(transaction, deployment.name, next);
      await this.audit.append(transaction, {
        actor,
        action: 'prediction.configure',
        resource: { kind: 'deployment', name: deployment.name, model: deployment.model },
        reason,
        before,
        after: next,
      });
    });
    this.onChange();
    return this.get(deployment.name);
  }
}
