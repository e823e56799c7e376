import { DeploymentTable } from '../serving/DeploymentTable';
import { checkReady } from './findDeployment';

/**
 * The JSON text of Triton's repository index: each version that answers. All of them are ready, so that an index of the
 * ready ones only, which a request can ask for, is the same.
 *
 * @param only - the deployment to list; all of them when absent
 * @throws ProtocolError 503 before the first table
 */
export function describeRepository(table: DeploymentTable, only: string | undefined): string {
  checkReady(table);
  const listed = only === undefined ? [...table.deployments()] : [table.find(only)];
  const versions = listed.flatMap(deployment => deployment?.answering ?? []);
  return JSON.stringify(
    versions.map(({ name, version }) => ({ name, version, state: 'READY', reason: '' })),
  );
}
