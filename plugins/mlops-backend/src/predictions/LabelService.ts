import { InputError } from '@backstage/errors';
import type { LabelsReceipt, PredictionLabel } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { LabelStore } from './LabelStore';
import { storedLabels } from './parseLabels';
import type { PredictionSettingsStore } from './PredictionSettingsStore';

/** The rules of labels. Who may tell them is asked elsewhere (`AuthorizedPredictionService`). */
export class LabelService {
  constructor(
    private readonly database: Knex,
    private readonly labels: LabelStore,
    private readonly settings: Pick<PredictionSettingsStore, 'find'>,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Keeps labels, whether their predictions are known or not. What they say may tell of persons: the audit trail, which
   * nothing is removed from, only keeps how many there were.
   *
   * @throws `InputError` for text that no database holds, and labels by key where no key column is kept
   */
  async add(
    actor: Actor,
    deployment: { name: string; model: string },
    labels: readonly PredictionLabel[],
  ): Promise<LabelsReceipt> {
    const { byId, byKey } = storedLabels(labels);
    const texts = [
      ...byId.map(({ predictionId, label }) => predictionId + label),
      ...byKey.map(({ key, label }) => key + label),
    ];
    if (texts.some(text => text.includes('\0'))) {
      throw new InputError('A label or what it is of has the character 0');
    }
    return this.database.transaction(async transaction => {
      const { name } = deployment;
      if (byKey.length > 0 && (await this.settings.find(name, transaction)).key === null) {
        throw new InputError(
          `The predictions of ${name} have no key column: name one in its prediction settings, or label by prediction id`,
        );
      }
      const replaced =
        (await this.labels.put(transaction, name, byId)).replaced +
        (await this.labels.putKeyed(transaction, name, byKey)).replaced;
      const matched =
        (await this.labels.countLogged(transaction, name, byId)) +
        (await this.labels.countKeyed(transaction, name, byKey));
      const received = byId.length + byKey.length;
      const receipt = { received, replaced, matched, unmatched: received - matched };
      await this.audit.append(transaction, {
        actor,
        action: 'label.add',
        resource: { kind: 'deployment', name, model: deployment.model },
        after: receipt,
      });
      return receipt;
    });
  }
}
