import { ProtocolError, quote } from '../protocol/ProtocolError';
import { DeployedVersion } from '../serving/DeployedVersion';
import { Deployment } from '../serving/Deployment';
import { DeploymentTable } from '../serving/DeploymentTable';

/** @throws ProtocolError 503 before the first table */
export function checkReady(table: DeploymentTable): void {
  if (!table.ready) throw new ProtocolError(503, 'No models are loaded yet');
}

/** @throws ProtocolError 503 before the first table, 404 when there is none of the name */
export function findDeployment(table: DeploymentTable, name: string): Deployment {
  checkReady(table);
  const deployment = table.find(name);
  if (!deployment) throw new ProtocolError(404, `There is no model ${quote(name)}`);
  return deployment;
}

/**
 * The version that a URL names. Challengers never answer, so that naming one is naming none.
 *
 * @throws ProtocolError 404
 */
export function findVersion({ name, answering }: Deployment, requested: string): DeployedVersion {
  const found = answering.find(({ version }) => version === requested);
  if (found) return found;
  const versions = answering.map(({ version }) => quote(version)).join(' and ');
  throw new ProtocolError(
    404,
    `Model ${quote(name)} serves version ${versions}, not ${quote(requested)}`,
  );
}
