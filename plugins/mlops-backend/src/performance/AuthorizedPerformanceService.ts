import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ChartInterval, Performance } from '@mlops-backstage/plugin-mlops-common';
import type { ReadableDeployments } from '../monitoring/AuthorizedMonitoringService';
import type { TimeRange } from '../monitoring/WindowStore';
import type { PerformanceQuery, PerformanceService } from './PerformanceService';

/** Who may see how good predictions turned out to be: whoever may read the model. */
export class AuthorizedPerformanceService {
  constructor(
    private readonly performance: PerformanceService,
    private readonly deployments: ReadableDeployments,
  ) {}

  async series(
    credentials: BackstageCredentials,
    deployment: string,
    range: TimeRange,
    interval: ChartInterval | 'auto',
    query: PerformanceQuery,
  ): Promise<Performance> {
    await this.deployments.requireReadable(credentials, deployment);
    return this.performance.series(deployment, range, interval, query);
  }
}
