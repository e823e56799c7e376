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

/** Whether a rule says no, rather than that something went wrong. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof NotFoundError || error instanceof InputError || error instanceof ConflictError;

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
    const { state, message, comparison } = await this.endingOf(run).catch(error => {
      if (isRefusal(error)) {
        return { state: 'refused' as const, message: error.message, comparison: undefined };
      }
      throw error;
    });
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
    const { model, champion, policy_id: policyId } = run;
    const version = run.version!;
    const { kind, to, better } = run.definition.outcome;
    if (version === champion) {
      return {
        state: 'none',
        message: `The training made the artifact of version ${version} again, which is the champion`,
      };
    }
    if (policyId === null) {
      return { state: 'none', message: 'The policy was deleted meanwhile' };
    }
    let comparison: Comparison | undefined;
    if (better && champion !== null) {
      const [ofVersion, ofChampion] = await Promise.all([
        this.parts.ports.evaluationsOf(model, version),
        this.parts.ports.evaluationsOf(model, champion),
      ]);
      comparison = compareEvaluations(better, ofVersion, ofChampion);
      if (!comparison) {
        return {
          state: 'refused',
          message: `There are no evaluations of version ${version} and of the champion on the same data set with the metric ${better.metric}`,
        };
      }
      if (!comparison.isBetter) {
        const { metric, dataset, version: ours, champion: theirs } = comparison;
        return {
          state: 'refused',
          message: `Version ${version} doesn't do better than the champion, version ${champion}: ${metric} on ${dataset} is ${ours}, the champion's ${theirs}`,
          comparison,
        };
      }
    }
    const message = await this.carryOut(run, version, kind, to);
    return { state: 'done', message, ...(comparison && { comparison }) };
  }

  private async carryOut(
    { model, deployment, policy, id }: RunRow,
    version: number,
    kind: RunRow['definition']['outcome']['kind'],
    to: RunRow['definition']['outcome']['to'],
  ): Promise<string> {
    const reason = `Retrained by the policy ${policy}, run ${id}`;
    switch (kind) {
      case 'challenger':
        await this.parts.ports.addChallenger(RETRAINING_ACTOR, deployment!, version, reason);
        return `Version ${version} is a challenger of ${deployment}`;
      case 'promote':
        return this.parts.ports.promote(RETRAINING_ACTOR, model, version, to!, reason);
      default:
        return `Version ${version} is registered`;
    }
  }
}
