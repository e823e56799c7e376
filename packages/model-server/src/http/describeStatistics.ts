import { DeployedVersion } from '../serving/DeployedVersion';
import { DeploymentTable } from '../serving/DeploymentTable';
import { TotalDuration } from '../statistics/VersionStatistics';
import { findDeployment, findVersion } from './findDeployment';
import { ModelTarget } from './parseTarget';

/** There is no cache of answers. */
const NEVER: TotalDuration = { count: 0, ns: 0 };

/**
 * The JSON text of Triton's statistics extension: of one version, or all that answer for a model.
 *
 * @throws ProtocolError 404 or 503
 */
export function describeStatistics(table: DeploymentTable, target: ModelTarget): string {
  const deployment = findDeployment(table, target.deployment);
  const versions =
    target.version === undefined ? deployment.answering : [findVersion(deployment, target.version)];
  return JSON.stringify({ model_stats: versions.map(describe) });
}

function describe({ name, version, statistics }: DeployedVersion) {
  const total = statistics.total();
  return {
    name,
    version,
    last_inference: total.lastInference,
    inference_count: total.inferences,
    execution_count: total.executions,
    inference_stats: {
      success: total.success,
      fail: total.fail,
      queue: total.queue,
      compute_input: total.computeInput,
      compute_infer: total.computeInfer,
      compute_output: total.computeOutput,
      cache_hit: NEVER,
      cache_miss: NEVER,
    },
    batch_stats: [],
  };
}
