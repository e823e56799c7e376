import type { Prediction, ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { ReadableDeployments } from '../monitoring/AuthorizedMonitoringService';
import { AuthorizedPerformanceService } from './AuthorizedPerformanceService';
import { Calibrations } from './Calibrations';
import { performanceRoutes } from './performanceRoutes';
import { PerformanceService } from './PerformanceService';
import { DatabaseServedRowStore } from './ServedRowStore';

/** What performance needs of the areas that own deployments, models and versions. */
export interface PerformancePorts {
  modelOf(deployment: string): Promise<{ id: string; problemType: ProblemType } | undefined>;
  versionOf(deployment: string, version: number): Promise<{ prediction: Prediction } | undefined>;
  versionId(modelId: string, version: number): Promise<string | undefined>;
  /** Newest of each split. */
  evaluationsOf(versionId: string): Promise<ReadonlyArray<EvaluatedSplit>>;
}

interface EvaluatedSplit {
  split: string;
  calibrationCurve?: ReadonlyArray<{ predicted: number; observed: number; rows?: number }>;
}

/** Splits that a model wasn't fitted to, the ones that say most first. */
const HELD_OUT = ['test', 'validation'];

/** Performance over a database. */
export function createPerformance(database: Knex, ports: PerformancePorts) {
  const rows = new DatabaseServedRowStore(database);
  const versions = {
    problemTypeOf: async (deployment: string) => (await ports.modelOf(deployment))?.problemType,
    versionOf: ports.versionOf,
  };
  const calibrations = new Calibrations(rows, {
    ...versions,
    async evaluatedCalibration(deployment, version) {
      const model = await ports.modelOf(deployment);
      const id = model && (await ports.versionId(model.id, version));
      const evaluations = id === undefined ? [] : await ports.evaluationsOf(id);
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
    ...versions,
    calibrationOf: (deployment, version) => calibrations.of(deployment, version),
  });
  return {
    service,
    routes: (deployments: ReadableDeployments) =>
      performanceRoutes(new AuthorizedPerformanceService(service, deployments)),
  };
}
