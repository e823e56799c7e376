import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsDeploymentDeployPermission,
  mlopsModelReadPermission,
  mlopsVersionEvaluatePermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  LabelsReceipt,
  PredictionLabel,
  PredictionSettings,
  ServedComparison,
} from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentRow } from '../deployments/DeploymentRow';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { ComparisonQuery, ComparisonService } from './ComparisonService';
import type { LabelService } from './LabelService';
import type { PredictionSettingsService } from './PredictionSettingsService';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

/** Finds deployments, handed in by the area that owns them. */
export interface FoundDeployments {
  find(name: string): Promise<DeploymentRow | undefined>;
}

/**
 * Who may do what with predictions: whoever may read the model sees comparisons and what is logged, whoever may evaluate it
 * tells labels, whoever may deploy to the environment says what is logged.
 */
export class AuthorizedPredictionService {
  constructor(
    private readonly labels: LabelService,
    private readonly comparisons: ComparisonService,
    private readonly logging: PredictionSettingsService,
    private readonly deployments: FoundDeployments,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async addLabels(
    credentials: BackstageCredentials,
    deployment: string,
    read: () => Promise<readonly PredictionLabel[]>,
  ): Promise<LabelsReceipt> {
    const row = await this.require(credentials, mlopsVersionEvaluatePermission, deployment);
    return this.labels.add(actorOf(credentials), row, await read());
  }

  async settings(
    credentials: BackstageCredentials,
    deployment: string,
  ): Promise<PredictionSettings> {
    const { name } = await this.require(credentials, mlopsModelReadPermission, deployment);
    return this.logging.get(name);
  }

  async setSettings(
    credentials: BackstageCredentials,
    deployment: string,
    next: PredictionSettings,
    reason: string,
  ): Promise<PredictionSettings> {
    const row = await this.require(credentials, mlopsDeploymentDeployPermission, deployment);
    return this.logging.set(actorOf(credentials), row, next, reason);
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
