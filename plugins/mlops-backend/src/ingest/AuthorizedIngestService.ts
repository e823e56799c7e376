import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mlopsVersionEvaluatePermission } from '@mlops-backstage/plugin-mlops-common';
import type { IngestReceipt, PayloadReceipt } from '@mlops-backstage/plugin-mlops-common';
import type { DeploymentRow } from '../deployments/DeploymentRow';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { FoundDeployments } from '../predictions/AuthorizedPredictionService';
import type { IngestedPrediction } from './IngestedPrediction';
import type { IngestService } from './IngestService';
import type { NamedColumns } from './namedColumns';
import type { PayloadEvents } from './PayloadEvents';
import type { PayloadEvent } from './PayloadPairStore';

/** Reads predictions, with the columns of a version where they don't name them. */
export type ReadPredictions = (
  namesOf: (version: number | undefined) => Promise<NamedColumns>,
) => Promise<IngestedPrediction[]> | IngestedPrediction[];

/** Who may tell what a model that is served elsewhere answered: whoever may evaluate the model. */
export class AuthorizedIngestService {
  constructor(
    private readonly ingest: IngestService,
    private readonly events: PayloadEvents,
    private readonly deployments: FoundDeployments,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async add(
    credentials: BackstageCredentials,
    deployment: string,
    read: ReadPredictions,
  ): Promise<IngestReceipt> {
    const row = await this.require(credentials, deployment);
    const predictions = await read(version => this.ingest.namesOf(row, version));
    return this.ingest.add(actorOf(credentials), row, predictions);
  }

  async takeEvent(
    credentials: BackstageCredentials,
    deployment: string,
    read: () => PayloadEvent,
  ): Promise<PayloadReceipt> {
    const row = await this.require(credentials, deployment);
    return this.events.take(row, read());
  }

  private async require(credentials: BackstageCredentials, name: string): Promise<DeploymentRow> {
    const row = await this.deployments.find(name);
    await this.authorizer.requireOn(
      credentials,
      mlopsVersionEvaluatePermission,
      row && { id: row.model_id, name: row.model, owner: row.owner },
      `There is no deployment ${name}`,
    );
    return row!;
  }
}
