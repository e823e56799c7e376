import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { AuditLog } from '../../governance/AuditLog';
import { configurationOf } from '../Configuration';
import type { DeployableModels } from '../DeployableModels';
import type { DeploymentRow } from '../DeploymentRow';
import type { DeploymentStore, RevisionRow } from '../DeploymentStore';
import { IN_WORDS } from '../Environments';
import { lockDeployment } from '../lockDeployment';
import { recordRevision } from '../recordRevision';
import type { ServingRules } from '../ServingRules';
import type { Bakes } from './Bakes';
import type { BakeFigures, BakeRow, BakeStore } from './BakeStore';
import { waysBack } from './waysBack';

/** Who rolls back, and warns of it, where nobody does. */
export const BAKE_ACTOR = { ref: 'plugin:mlops/bake' };
/** Revisions that are looked at for a way back. */
const MAX_REVISIONS = 100;

/** Who served in an earlier revision, with the present settings. */
const servingAsIn = (row: DeploymentRow, revision: RevisionRow) => ({
  ...configurationOf(revision),
  follow: row.follow,
  bakeLimits: row.bakeLimits,
});

/** Whether a rule says no, rather than that something went wrong. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof NotFoundError || error instanceof InputError || error instanceof ConflictError;

/** Takes a version that broke its limits from where it answers. */
export class AutomaticRollback {
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      deployments: DeploymentStore;
      models: DeployableModels;
      rules: ServingRules;
      audit: AuditLog;
      bakes: Bakes;
      bakeStore: BakeStore;
    },
    /** Told after a change was committed, with the name of the model. */
    private readonly onChange: (model: string) => void,
  ) {}

  /**
   * Rolls the deployment back to the nearest revision before the one that brought the version that every rule allows at present:
   * who answers and who is measured beside; the settings stay. It isn't baked, so nothing is rolled back because of it. Where
   * there is no way back, the version goes on answering, and the bake ends all the same.
   *
   * @param broken - which limits, in words
   */
  async run(bake: BakeRow, figures: BakeFigures, broken: string): Promise<void> {
    const { deployments, bakeStore } = this.parts;
    const isRolledBack = await this.database.transaction(async transaction => {
      const row = await lockDeployment(this.parts, transaction, bake.deployment, bake.model);
      const held = row && (await bakeStore.lockUnderWay(transaction, bake.id));
      if (!row || !held) {
        // Somebody changed who answers meanwhile, or the model is gone.
        return false;
      }
      const revisions = await deployments.listRevisions(
        row.id,
        { limit: MAX_REVISIONS, below: bake.revision },
        transaction,
      );
      const failed = new Set(await bakeStore.failedVersions(transaction, row.id));
      const way = await this.firstAllowed(
        transaction,
        row,
        waysBack(revisions, bake.version, failed),
      );
      const who = `Version ${bake.version} as ${IN_WORDS[bake.role]} broke its limits during its bake time: ${broken}`;
      if (!way.revision) {
        const message = `${who}. There is no way back: ${way.refusal}`;
        await bakeStore.end(bake.id, { state: 'breached', figures, message }, transaction);
        return false;
      }
      const { revision: rolledBackTo } = way.revision;
      await bakeStore.end(
        bake.id,
        { state: 'rolled-back', figures, message: who, rolledBackTo },
        transaction,
      );
      await recordRevision(this.parts, transaction, BAKE_ACTOR, row, {
        action: 'rollback',
        configuration: servingAsIn(row, way.revision),
        rolledBackTo,
        reason: who,
        isBaked: false,
      });
      return true;
    });
    if (isRolledBack) {
      this.onChange(bake.model);
    }
  }

  private async firstAllowed(
    transaction: Knex.Transaction,
    row: DeploymentRow,
    ways: RevisionRow[],
  ): Promise<{ revision: RevisionRow } | { revision?: undefined; refusal: string }> {
    let refusal = 'no earlier revision served another version that stood its bake time';
    for (const revision of ways) {
      try {
        await this.parts.rules.check(transaction, row, servingAsIn(row, revision), {
          present: row,
        });
        return { revision };
      } catch (error) {
        if (!isRefusal(error)) {
          throw error;
        }
        refusal = `revision ${revision.revision} can't be served again: ${error.message}`;
      }
    }
    return { refusal };
  }
}
