import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsModelReadPermission,
  mlopsVersionEvaluatePermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  LabelsReceipt,
  PredictionLabel,
  ServedComparison,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentRow } from '../deployments/DeploymentStore';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ComparisonQuery, ComparisonService } from './ComparisonService';
import type { LabelService } from './LabelService';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

/** Finds deployments, handed in by the area that owns them. */
export interface FoundDeployments {
  find(name: string): Promise<DeploymentRow | undefined>;
}

/**
 * Who may do what with predictions: whoever may read the model sees comparisons, whoever may evaluate it tells labels.
 */
export class AuthorizedPredictionService {
  constructor(
    private readonly labels: LabelService,
    private readonly comparisons: ComparisonService,
    private readonly deployments: FoundDeployments,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async addLabels(
    credentials: BackstageCredentials,
    deployment: string,
    labels: readonly PredictionLabel[],
  ): Promise<LabelsReceipt> {
    const row = await this.require(credentials, mlopsVersionEvaluatePermission, deployment);
    return this.labels.add(actorOf(credentials), row, labels);
  }

  async compare(
    credentials: BackstageCredentials,
    deployment: string,
    query: ComparisonQuery,
  ): Promise<ServedComparison> {
    const row = await this.require(credentials, mlopsModelReadPermission, deployment);
    return this.comparisons.compare(row, query);
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Permission,
    name: string,
  ): Promise<DeploymentRow> {
    const row = await this.deployments.find(name);
    await this.authorizer.requireOn(
      credentials,
      permission,
      row && { id: row.model_id, name: row.model, owner: row.owner },
      `There is no deployment ${name}`,
    );
    return row!;
  }
}
