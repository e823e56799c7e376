import { version as serverVersion } from '../../package.json';
import { isTensor } from '../protocol/ModelSignature';
import { Deployment } from '../serving/Deployment';
import { DeploymentTable } from '../serving/DeploymentTable';
import { describeStatistics } from './describeStatistics';
import { checkReady, findDeployment, findVersion } from './findDeployment';
import { ModelTarget, ServerTarget } from './parseTarget';

const SERVER_METADATA = JSON.stringify({
  name: 'mlops-backstage',
  version: serverVersion,
  extensions: ['binary_tensor_data', 'statistics'],
});

/**
 * The JSON text that answers a question about the server.
 *
 * @throws ProtocolError 503 when it is not ready
 */
export function describeServer(table: DeploymentTable, { kind }: ServerTarget): string {
  if (kind === 'server') return SERVER_METADATA;
  if (kind === 'live') return '{"live":true}';
  checkReady(table);
  return '{"live":true,"ready":true}';
}

/**
 * The JSON text that answers a question about a model, or one of its versions; the champion speaks for the model,
 * except in statistics.
 *
 * @throws ProtocolError 404 or 503
 */
export function describeModel(table: DeploymentTable, target: ModelTarget): string {
  if (target.kind === 'statistics') return describeStatistics(table, target);
  const deployment = findDeployment(table, target.deployment);
  const { name, model } =
    target.version === undefined ? deployment.champion : findVersion(deployment, target.version);
  if (target.kind === 'modelReady') return JSON.stringify({ name, ready: true });
  return JSON.stringify({
    name,
    versions: versionsOf(deployment),
    platform: 'onnxruntime_onnx',
    inputs: model.signature.inputs,
    outputs: model.signature.outputs.filter(isTensor),
  });
}

function versionsOf({ answering }: Deployment): string[] {
  return answering.map(({ version }) => version);
}
