import type { RetrainingOutcome } from '@mlops-backstage/plugin-mlops-common';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import { compareEvaluations } from './compareEvaluations';
import type { OutcomePorts } from './RetrainedModels';
import type { Comparison, OutcomeState, RunRow, RunStore } from './RunStore';
import { RETRAINING_ACTOR } from './startRun';

/** What became of a version. */
interface Ending {
  state: Exclude<OutcomeState, 'pending'>;
  message: string;
  comparison?: Comparison;
}

type Better = NonNullable<RetrainingOutcome['better']>;

/** How a version did beside the champion; with a refusal nothing may come of it. */
interface Judged {
  refusal?: string;
  comparison?: Comparison;
}

/** What ends with a rule that says no. @throws the error where something went wrong instead */
function refusedBy(error: unknown, comparison?: Comparison): Ending {
  if (
    error instanceof NotFoundError ||
    error instanceof InputError ||
    error instanceof ConflictError
  ) {
    return { state: 'refused', message: error.message, comparison };
  }
  throw error;
}

/**
 * Makes of the version of a run that succeeded what its policy says. The areas that do it check it by their own rules: gates, stages,
 * environments. What they refuse is kept with the run, and nothing is tried again; what goes wrong otherwise is.
 */
export class RunOutcome {
  constructor(
    private readonly database: Knex,
    private readonly parts: { runs: RunStore; audit: AuditLog; ports: OutcomePorts },
  ) {}

  async run(run: RunRow): Promise<void> {
    const { state, message, comparison } = await this.endingOf(run).catch(error =>
      refusedBy(error),
    );
    await this.database.transaction(async transaction => {
      const held = await this.parts.runs.lock(transaction, run.id);
      if (held?.outcome_state !== 'pending') {
        return;
      }
      await this.parts.runs.update(transaction, run.id, {
        outcome_state: state,
        outcome_message: message,
        ...(comparison && { comparison }),
      });
      await this.parts.audit.append(transaction, {
        actor: RETRAINING_ACTOR,
        action: 'retraining.conclude',
        resource: { kind: 'retraining-run', name: run.id, model: run.model },
        reason: message,
        after: {
          policy: run.policy,
          version: run.version,
          outcome: state,
          ...(comparison && { comparison }),
        },
      });
    });
  }

  private async endingOf(run: RunRow): Promise<Ending> {
    const { champion, policy_id: policyId } = run;
    const version = run.version!;
    const { better } = run.definition.outcome;
    if (version === champion) {
      return {
        state: 'none',
        message: `The training made the artifact of version ${version} again, which is the champion`,
      };
    }
    if (policyId === null) {
      return { state: 'none', message: 'The policy was deleted meanwhile' };
    }
    const judged = better ? await this.judge(run, better) : {};
    if (judged.refusal !== undefined) {
      return { state: 'refused', message: judged.refusal, comparison: judged.comparison };
    }
    const { comparison } = judged;
    return this.carryOut(run, version).then(
      message => ({ state: 'done', message, comparison }),
      error => refusedBy(error, comparison),
    );
  }

  /** Whether a version does better than the champion that it was to be compared with, which still serves, and if not, why. */
  private async judge(run: RunRow, better: Better): Promise<Judged> {
    const { champion } = run;
    const judged = champion === null ? {} : await this.compare(run, better, champion);
    return { refusal: await this.whyNotComparable(run), ...judged };
  }

  /**
   * Why the comparison says nothing any more: another version serves than the one compared with. The version itself may, where a
   * deployment follows a stage that it has come through.
   */
  private async whyNotComparable(
    { deployment, version, champion }: RunRow,
    db?: Knex,
  ): Promise<string | undefined> {
    if (deployment === null) {
      return undefined;
    }
    const serving = await this.parts.ports.championOf(deployment, db);
    const named = (one: number | null) => (one === null ? 'nothing' : `version ${one}`);
    return serving === champion || serving === version
      ? undefined
      : `The champion of ${deployment} changed meanwhile: ${named(serving)} serves now, and version ${version} was compared with ${named(champion)}`;
  }

  private async compare(
    { model, version, definition }: RunRow,
    better: Better,
    champion: number,
  ): Promise<Judged> {
    const { ports } = this.parts;
    const [ofVersion, ofChampion] = await Promise.all([
      ports.evaluationsOf(model, version!),
      ports.evaluationsOf(model, champion),
    ]);
    const compared = compareEvaluations(better, ofVersion, ofChampion);
    if ('nothing' in compared) {
      return {
        refusal: `There are no evaluations of version ${version} and of the champion on the same data set with the metric ${better.metric}`,
      };
    }
    if ('differentData' in compared) {
      return {
        refusal: `The evaluations of version ${version} and of the champion, version ${champion}, on ${compared.differentData} are not known to be of the same rows: send the rows of both (data), or the digest of the rows with both (dataDigest)`,
      };
    }
    const { comparison } = compared;
    const { metric, dataset, version: ours, champion: theirs } = comparison;
    if (!comparison.isBetter) {
      return {
        refusal: `Version ${version} doesn't do better than the champion, version ${champion}: ${metric} on ${dataset} is ${ours}, the champion's ${theirs}`,
        comparison,
      };
    }
    // A challenger is measured beside the champion yet; what is promoted answers.
    return definition.outcome.kind === 'promote' && comparison.evidence === 'reported'
      ? {
          refusal: `Version ${version} is said to do better than the champion, version ${champion}, but nothing tells that ${dataset} was the same rows for both: a promotion needs these (data), or their digest (dataDigest), with both evaluations`,
          comparison,
        }
      : { comparison };
  }

  private async carryOut(run: RunRow, version: number): Promise<string> {
    const { model, deployment, policy, id } = run;
    const { kind, to, better } = run.definition.outcome;
    const reason = `Retrained by the policy ${policy}, run ${id}`;
    switch (kind) {
      case 'challenger':
        await this.parts.ports.addChallenger(RETRAINING_ACTOR, deployment!, version, reason);
        return `Version ${version} is a challenger of ${deployment}`;
      case 'promote':
        return this.parts.ports.promote(
          RETRAINING_ACTOR,
          model,
          version,
          to!,
          reason,
          // What was found before isn't held by any lock.
          better && (transaction => this.whyNotComparable(run, transaction)),
        );
      default:
        return `Version ${version} is registered`;
    }
  }
}
