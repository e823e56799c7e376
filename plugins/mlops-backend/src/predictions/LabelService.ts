import { InputError } from '@backstage/errors';
import type { LabelsReceipt, PredictionLabel } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { LabelStore } from './LabelStore';
import { storedLabels } from './parseLabels';

/** The rules of labels. Who may tell them is asked elsewhere (`AuthorizedPredictionService`). */
export class LabelService {
  constructor(
    private readonly database: Knex,
    private readonly labels: LabelStore,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Keeps labels, whether their predictions are known or not. What they say may tell of persons: the audit trail, which
   * nothing is removed from, only keeps how many there were.
   *
   * @throws `InputError` for text that no database holds
   */
  async add(
    actor: Actor,
    deployment: { name: string; model: string },
    labels: readonly PredictionLabel[],
  ): Promise<LabelsReceipt> {
    const stored = storedLabels(labels);
    if (stored.some(({ predictionId, label }) => `${predictionId}${label}`.includes('\0'))) {
      throw new InputError('A label or a prediction id has the character 0');
    }
    return this.database.transaction(async transaction => {
      const { replaced } = await this.labels.put(transaction, deployment.name, stored);
      const matched = await this.labels.countLogged(transaction, deployment.name, stored);
      const receipt = {
        received: stored.length,
        replaced,
        matched,
        unmatched: stored.length - matched,
      };
      await this.audit.append(transaction, {
        actor,
        action: 'label.add',
        resource: { kind: 'deployment', name: deployment.name, model: deployment.model },
        after: receipt,
      });
      return receipt;
    });
  }
}
