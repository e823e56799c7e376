import { ConflictError } from '@backstage/errors';
import type { Consequence, LifecyclePolicy } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import type { ServingConsequences, StageChange } from '../lifecycle/ServingConsequences';
import type { Bakes } from './bake/Bakes';
import { assignmentsOf, configurationOf, withChampion, withoutVersion } from './Configuration';
import type { Configuration, Role } from './Configuration';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentStore } from './DeploymentStore';
import { IN_WORDS } from './Environments';
import type { Environments } from './Environments';
import { recordRevision } from './recordRevision';
import type { DeployableVersions, ServingRules } from './ServingRules';

/** What becomes of a deployment when a version changes its stage. */
interface Effect {
  row: DeploymentRow;
  action: 'promote' | 'archive';
  configuration: Configuration;
  consequence: Consequence;
}

/** Effects on deployments, and what stands in the way of the change. */
interface Outcome {
  effects: Effect[];
  refusals: string[];
}

/** What follows for deployments when a version changes its stage. */
export class StageConsequences implements ServingConsequences {
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      deployments: DeploymentStore;
      environments: Environments;
      rules: ServingRules;
      bakes: Bakes;
      audit: AuditLog;
    },
    private readonly versions: DeployableVersions,
    /** What happens where a version serves that may no longer do so. */
    private readonly onArchive: LifecyclePolicy['onArchive'],
  ) {}

  async preview(
    model: { id: string; name: string },
    change: StageChange,
    before: readonly StageChange[] = [],
  ) {
    let rows = await this.parts.deployments.listOfModels([model.id]);
    for (const earlier of before) {
      const { effects } = await this.outcome(this.database, model, rows, earlier);
      rows = rows.map(row => ({ ...row, ...effects.find(one => one.row === row)?.configuration }));
    }
    const { effects, refusals } = await this.outcome(this.database, model, rows, change);
    return {
      ...(refusals.length > 0 && { refusal: refusals.join('; ') }),
      consequences: effects.map(({ consequence }) => consequence),
    };
  }

  async apply(
    transaction: Knex.Transaction,
    actor: Actor,
    model: { id: string; name: string },
    change: StageChange & { reason: string },
  ): Promise<void> {
    // All of them before the first audit event, behind which nothing more may be locked.
    const rows = await this.parts.deployments.lockOfModel(transaction, model.id);
    const { effects, refusals } = await this.outcome(transaction, model, rows, change);
    if (refusals.length > 0) {
      throw new ConflictError(refusals.join('; '));
    }
    for (const { row, action, configuration } of effects) {
      const { reason } = change;
      await recordRevision(this.parts, transaction, actor, row, { action, configuration, reason });
    }
  }

  private async outcome(
    db: Knex,
    model: { id: string },
    rows: DeploymentRow[],
    change: StageChange,
  ): Promise<Outcome> {
    const outcome: Outcome = { effects: [], refusals: [] };
    for (const row of rows) {
      if (this.follows(row, change)) {
        const refusal = await this.refusalToFollow(db, model, row, change);
        if (refusal === undefined) {
          outcome.effects.push(promotion(row, change));
        } else {
          outcome.refusals.push(refusal);
        }
      } else {
        this.leave(row, change, outcome);
      }
    }
    return outcome;
  }

  /** What is in an environment that is no longer configured can't be changed, so it doesn't follow either. */
  private follows(row: DeploymentRow, { version, to }: StageChange): boolean {
    return (
      row.follow === to && row.version !== version && this.parts.environments.has(row.environment)
    );
  }

  private async refusalToFollow(
    db: Knex,
    model: { id: string },
    row: DeploymentRow,
    { version, to }: StageChange,
  ): Promise<string | undefined> {
    const { environments, rules } = this.parts;
    const found = await this.versions.findVersion(model.id, version, db);
    const refusal = environments.allows(row.environment, 'champion', to)
      ? found && rules.formatRefusal(row.target, version, found)
      : environments.rule(row.environment, 'champion');
    return refusal && `${row.name} follows ${to}, but can't serve version ${version}: ${refusal}`;
  }

  private leave(row: DeploymentRow, { version, to }: StageChange, outcome: Outcome): void {
    const { environments } = this.parts;
    const leaving = assignmentsOf(row).find(one => one.version === version);
    if (!leaving || environments.allows(row.environment, leaving.role, to)) {
      return;
    }
    const role = IN_WORDS[leaving.role];
    const rule = environments.rule(row.environment, leaving.role);
    if (this.onArchive === 'refuse') {
      const remedy = this.remedy(row, leaving.role);
      outcome.refusals.push(`Version ${version} is ${role} of ${row.name}, and ${rule}: ${remedy}`);
      return;
    }
    const becomes =
      leaving.role === 'champion'
        ? `${row.name} is undeployed: version ${version} is its champion, and ${rule}`
        : `${row.name} goes on without version ${version}, which is ${role} there, since ${rule}`;
    outcome.effects.push({
      row,
      action: 'archive',
      configuration: withoutVersion(configurationOf(row), version),
      consequence: { kind: 'undeploy', deployment: row.name, version, message: becomes },
    });
  }

  private remedy({ environment }: DeploymentRow, role: Role): string {
    if (!this.parts.environments.has(environment)) {
      return 'undeploy it first';
    }
    return role === 'champion'
      ? 'deploy another version there or undeploy it first'
      : 'take it from there first';
  }
}

function promotion(row: DeploymentRow, { version, to }: StageChange): Effect {
  const instead = row.version === null ? '' : ` in place of version ${row.version}`;
  return {
    row,
    action: 'promote',
    configuration: withChampion(configurationOf(row), version),
    consequence: {
      kind: 'deploy',
      deployment: row.name,
      version,
      message: `${row.name} in ${row.environment} follows ${to}: version ${version} becomes its champion${instead}`,
    },
  };
}
