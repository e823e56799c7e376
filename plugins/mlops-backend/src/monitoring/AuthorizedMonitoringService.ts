import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ChartInterval, Drift, Traffic } from '@mlops-backstage/plugin-mlops-common';
import type { MonitoringService, Served } from './MonitoringService';
import type { TimeRange } from './WindowStore';

/** Finds out whether somebody may read a deployment, handed in by the area that owns deployments. */
export interface ReadableDeployments {
  /** @throws `NotFoundError` for a deployment that isn't there or may not be read */
  requireReadable(credentials: BackstageCredentials, name: string): Promise<unknown>;
}

/** Who may see what was monitored: whoever may read the model. */
export class AuthorizedMonitoringService {
  constructor(
    private readonly monitoring: MonitoringService,
    private readonly deployments: ReadableDeployments,
  ) {}

  async traffic(
    credentials: BackstageCredentials,
    deployment: string,
    range: TimeRange,
    interval: ChartInterval | 'auto',
    served: Served,
  ): Promise<Traffic> {
    await this.deployments.requireReadable(credentials, deployment);
    return this.monitoring.traffic(deployment, range, interval, served);
  }

  async drift(
    credentials: BackstageCredentials,
    deployment: string,
    range: TimeRange,
    interval: ChartInterval | 'auto',
    served: Served,
    reference: Required<TimeRange> | undefined,
  ): Promise<Drift> {
    await this.deployments.requireReadable(credentials, deployment);
    return this.monitoring.drift(deployment, range, interval, served, reference);
  }
}
