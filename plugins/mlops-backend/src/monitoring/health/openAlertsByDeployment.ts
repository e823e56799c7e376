import type { DeploymentHealth } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';

/** How many alerts that aren't resolved each of these deployments has, by severity; without those that have none. */
export async function openAlertsByDeployment(
  database: Knex,
  deployments: string[],
): Promise<Map<string, Partial<DeploymentHealth['openAlerts']>>> {
  const rows: any[] = await database('alerts')
    .whereIn('deployment', deployments)
    // Written out, since SQLite reads an index of these rows only where it sees the very condition.
    .whereRaw("alerts.state <> 'resolved'")
    .groupBy('deployment', 'severity')
    .select('deployment', 'severity')
    .count({ count: '*' });
  const found = new Map<string, Partial<DeploymentHealth['openAlerts']>>();
  for (const { deployment, severity, count } of rows) {
    found.set(deployment, { ...found.get(deployment), [severity]: Number(count) });
  }
  return found;
}
