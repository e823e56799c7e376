import type { Prediction, ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { ReadableDeployments } from '../monitoring/AuthorizedMonitoringService';
import { AuthorizedPerformanceService } from './AuthorizedPerformanceService';
import { Calibrations } from './Calibrations';
import { performanceRoutes } from './performanceRoutes';
import { PerformanceService } from './PerformanceService';
import { DatabaseServedRowStore } from './ServedRowStore';

/** What performance needs to know of the versions that deployments serve, handed in by the area that owns them. */
export interface PerformingVersions {
  /** Undefined for a deployment that isn't there. */
  problemTypeOf(deployment: string): Promise<ProblemType | undefined>;
  versionOf(deployment: string, version: number): Promise<{ prediction: Prediction } | undefined>;
  /** Newest of each split. */
  latestEvaluations(deployment: string, version: number): Promise<ReadonlyArray<EvaluatedSplit>>;
}

interface EvaluatedSplit {
  split: string;
  calibrationCurve?: ReadonlyArray<{ predicted: number; observed: number; rows?: number }>;
}

/** Splits that a model wasn't fitted to, the ones that say most first. */
const HELD_OUT = ['test', 'validation'];

/** Performance over a database. */
export function createPerformance(database: Knex, versions: PerformingVersions) {
  const rows = new DatabaseServedRowStore(database);
  const known = {
    problemTypeOf: versions.problemTypeOf.bind(versions),
    versionOf: versions.versionOf.bind(versions),
  };
  const calibrations = new Calibrations(rows, {
    ...known,
    async evaluatedCalibration(deployment, version) {
      const evaluations = await versions.latestEvaluations(deployment, version);
      const curves = HELD_OUT.map(
        split => evaluations.find(one => one.split === split)?.calibrationCurve,
      );
      // Bins whose rows nobody counted can't be weighed against each other.
      return curves
        .find(curve => curve?.every(({ rows: count }) => count !== undefined))
        ?.map(({ predicted, observed, rows: count }) => ({
          meanScore: predicted,
          positiveRate: observed,
          rows: count!,
        }))
        .filter(({ rows: count }) => count > 0);
    },
  });
  const service = new PerformanceService(rows, {
    ...known,
    calibrationOf: (deployment, version) => calibrations.of(deployment, version),
  });
  return {
    service,
    routes: (deployments: ReadableDeployments) =>
      performanceRoutes(new AuthorizedPerformanceService(service, deployments)),
  };
}
