import type { Knex } from 'knex';
import { assignmentsOf } from './Configuration';
import type { Assignment } from './Configuration';
import { fromDatabase, withModel } from './deploymentColumns';
import type { DeploymentRow } from './DeploymentRow';

/** A version in its role, as a target has to be told. */
export interface DesiredVersionRow extends Assignment {
  version_id: string;
  digest: string;
}

/** What a target has to be told of a deployment. */
export interface DesiredRow {
  id: string;
  name: string;
  model: string;
  environment: string;
  target: string;
  revision: number;
  allow_event_time: boolean;
  canary_weight: number | null;
  /** The champion first. */
  versions: DesiredVersionRow[];
}

const pairKey = (modelId: string, version: number) => `${modelId} ${version}`;

/** Pairs of a model and a version asked for at a time: SQLite takes no more than some thousand values. */
const PAIRS = 500;

/** Everything that is meant to be served, by name. */
export async function readDesired(database: Knex): Promise<DesiredRow[]> {
  const rows = await withModel(
    database('deployments').join('models', 'models.id', 'deployments.model_id'),
  )
    .whereNotNull('deployments.version')
    .orderBy('deployments.name');
  const deployments: DeploymentRow[] = rows.map(fromDatabase);
  // What a version is never changes, so these may be read later than who serves.
  const versions = await versionsOf(database, deployments);
  return deployments
    .map(row => ({
      id: row.id,
      name: row.name,
      model: row.model,
      environment: row.environment,
      target: row.target,
      revision: row.revision,
      allow_event_time: row.allow_event_time,
      canary_weight: row.canary?.weight ?? null,
      versions: assignmentsOf(row).flatMap(assignment => {
        const version = versions.get(pairKey(row.model_id, assignment.version));
        return version ? [{ ...assignment, ...version }] : [];
      }),
    }))
    .filter(({ versions: [first] }) => first?.role === 'champion');
}

async function versionsOf(database: Knex, deployments: DeploymentRow[]) {
  const pairs = new Map<string, [string, number]>(
    deployments.flatMap(row =>
      assignmentsOf(row).map(({ version }) => [
        pairKey(row.model_id, version),
        [row.model_id, version],
      ]),
    ),
  );
  const waiting = [...pairs.values()];
  const found = new Map<string, { version_id: string; digest: string }>();
  while (waiting.length > 0) {
    const rows = await database('versions')
      .select('id', 'model_id', 'version', 'digest')
      .whereIn(['model_id', 'version'], waiting.splice(0, PAIRS));
    rows.forEach(({ id, model_id, version, digest }) =>
      found.set(pairKey(model_id, version), { version_id: id, digest }),
    );
  }
  return found;
}
