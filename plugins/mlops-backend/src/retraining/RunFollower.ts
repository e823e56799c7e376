import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { RetrainingExecutor, TrainingStatus } from '@mlops-backstage/plugin-mlops-node';
import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { Executors } from './Executors';
import { secondsInWords } from './policyInWords';
import type { RetrainedDeployments } from './RetrainedModels';
import type { RunOutcome } from './RunOutcome';
import type { RunChange, RunRow, RunState, RunStore } from './RunStore';
import { UNDER_WAY } from './RunStore';
import { hashOfToken, newRunToken } from './runToken';
import { RETRAINING_ACTOR } from './startRun';

/** So long nobody else hands a run over that this process is handing over: longer than any executor takes. */
const CLAIM_MS = 2 * 60_000;
/** Attempts to hand a run over; between them it waits twice as long each time. */
const MAX_ATTEMPTS = 6;
const FIRST_WAIT_MS = 5_000;
/** As many characters of what an executor says are kept. */
const MAX_MESSAGE = 2_000;

const AUDITED: Partial<Record<RunState, string>> = {
  submitted: 'retraining.submit',
  running: 'retraining.run',
  succeeded: 'retraining.succeed',
  failed: 'retraining.fail',
  cancelled: 'retraining.stop',
  'timed-out': 'retraining.expire',
};

const STATES: Record<Exclude<TrainingStatus['state'], 'waiting'>, RunState> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** What is to become of what a run made, once it has succeeded. */
const outcomeOf = ({ version }: RunRow): RunChange =>
  version === null
    ? { outcome_state: 'none', outcome_message: 'It ended without registering a version' }
    : { outcome_state: 'pending' };

const isOver = (state: RunState) => !UNDER_WAY.includes(state);

const submittedOf = ({ external_id, url }: RunRow) => ({
  externalId: external_id!,
  ...(url !== null && { url }),
});

/** What went wrong, in words, without what an error carries besides. */
const wordsOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_MESSAGE);

/**
 * Hands runs over to their executors and follows them to their end, from what the database says alone: whatever process does it
 * next goes on where the last one stopped. Each step is written with its audit event where the run is still in the state that it was found in.
 */
export class RunFollower {
  /**
   * @param options.maxConcurrent - runs under way at a time, of all policies
   * @param options.lostAfterMs - how long an executor may tell nothing of a run before it counts as failed
   * @param options.reportUrl - where the job of a run reports
   */
  constructor(
    private readonly database: Knex,
    private readonly parts: {
      runs: RunStore;
      deployments: RetrainedDeployments;
      executors: Executors;
      outcome: RunOutcome;
      audit: AuditLog;
    },
    private readonly options: {
      maxConcurrent: number;
      lostAfterMs: number;
      reportUrl(run: string): Promise<string>;
    },
    private readonly logger: LoggerService,
  ) {}

  /** One that fails keeps none of the others. */
  async run(now: () => Date = () => new Date()): Promise<void> {
    for (const run of await this.parts.runs.listUnderWay()) {
      await this.attempt(run, () =>
        run.state === 'queued' ? this.handOver(run, now) : this.look(run, now()),
      );
    }
    for (const run of await this.parts.runs.listPending()) {
      await this.attempt(run, () => this.parts.outcome.run(run));
    }
  }

  private async attempt(run: RunRow, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.logger.error(
        `Could not follow the retraining run ${run.id} of ${run.model}`,
        error as Error,
      );
    }
  }

  private async handOver(found: RunRow, now: () => Date): Promise<void> {
    if (found.cancelled_by !== null) {
      await this.end(found, 'cancelled', now(), found.message);
      return;
    }
    const token = newRunToken();
    const run = await this.claim(found, hashOfToken(token), now());
    if (!run) {
      return;
    }
    const executor = this.parts.executors.find(run.definition.executor);
    try {
      if (!executor) {
        throw new InputError(
          `There is no retraining executor "${run.definition.executor}" any more`,
        );
      }
      const submitted = await executor.submit({
        id: run.id,
        model: run.model,
        policy: run.policy,
        ...(run.deployment !== null && { deployment: run.deployment }),
        ...(run.champion !== null && { champion: run.champion }),
        reason: run.reason,
        parameters: run.definition.parameters,
        reportUrl: await this.options.reportUrl(run.id),
        reportToken: token,
      });
      const isNoted = await this.move(run, 'submitted', {
        external_id: submitted.externalId,
        url: submitted.url ?? null,
        submitted_at: now(),
        claimed_until: null,
        message: null,
      });
      const cancelled = isNoted ? undefined : await this.parts.runs.find(run.id);
      if (cancelled && isOver(cancelled.state)) {
        // It ended while it was handed over.
        await executor.cancel({ ...submitted, run: run.id });
      }
    } catch (error) {
      await this.refused(run, error, now());
    }
  }

  private async refused(run: RunRow, error: unknown, now: Date): Promise<void> {
    const why = wordsOf(error);
    this.logger.warn(`Could not hand over the retraining run ${run.id} of ${run.model}: ${why}`);
    if (error instanceof InputError || run.attempts >= MAX_ATTEMPTS) {
      await this.end(run, 'failed', now, `It could not be handed over: ${why}`);
      return;
    }
    await this.parts.runs.update(this.database, run.id, {
      message: `It could not be handed over yet: ${why}`,
      claimed_until: now.getTime() + FIRST_WAIT_MS * 2 ** (run.attempts - 1),
    });
  }

  /** Takes a queued run if it is its turn; the row as it is then. */
  private async claim(found: RunRow, tokenHash: string, now: Date): Promise<RunRow | undefined> {
    const deployment =
      found.deployment === null ? undefined : await this.parts.deployments.find(found.deployment);
    return this.database.transaction(async transaction => {
      const { runs } = this.parts;
      const underWay = await runs.lockUnderWay(transaction, now.getTime());
      const run = await runs.lock(transaction, found.id);
      if (
        run?.state !== 'queued' ||
        run.cancelled_by !== null ||
        (run.claimed_until !== null && run.claimed_until > now.getTime()) ||
        underWay.all >= this.options.maxConcurrent ||
        underWay.of(run.policy_id) >= run.definition.maxConcurrent
      ) {
        return undefined;
      }
      const change = {
        claimed_until: now.getTime() + CLAIM_MS,
        attempts: run.attempts + 1,
        // What an attempt that nobody knows the end of gave its job stays good.
        token_hashes: [...run.token_hashes, tokenHash],
        champion: deployment?.version ?? null,
      };
      await runs.update(transaction, run.id, change);
      return { ...run, ...change };
    });
  }

  private async look(run: RunRow, now: Date): Promise<void> {
    const executor = this.parts.executors.find(run.definition.executor);
    if (run.cancelled_by !== null) {
      const stopped = await this.stop(executor, run);
      await this.end(run, 'cancelled', now, stopped ?? run.message);
      return;
    }
    const began = new Date(run.submitted_at ?? run.created_at).getTime();
    const { timeoutSeconds } = run.definition;
    if (now.getTime() - began > timeoutSeconds * 1000) {
      const stopped = await this.stop(executor, run);
      const message = `It took longer than ${secondsInWords(timeoutSeconds)}`;
      await this.end(run, 'timed-out', now, [message, stopped].filter(Boolean).join('. '));
      return;
    }
    if (executor && !executor.status) {
      // Its job tells how it goes.
      return;
    }
    const status = await this.ask(executor, run);
    if (typeof status === 'string') {
      await this.lost(run, status, now);
      return;
    }
    await this.follow(run, status, now);
  }

  /** How the run goes, or why that isn't known. */
  private async ask(
    executor: RetrainingExecutor | undefined,
    run: RunRow,
  ): Promise<TrainingStatus | string> {
    if (!executor) {
      return `the executor ${run.definition.executor} isn't installed any more`;
    }
    try {
      return (
        (await executor.status!(submittedOf(run))) ??
        `the executor ${executor.id} doesn't know it any more`
      );
    } catch (error) {
      return `the executor ${executor.id} doesn't answer: ${wordsOf(error)}`;
    }
  }

  private async lost(run: RunRow, why: string, now: Date): Promise<void> {
    const since = run.lost_since ?? now.getTime();
    if (now.getTime() - since >= this.options.lostAfterMs) {
      const span = secondsInWords(Math.round((now.getTime() - since) / 1000));
      await this.end(run, 'failed', now, `It was lost for ${span}: ${why}`);
    } else {
      await this.parts.runs.update(this.database, run.id, {
        lost_since: since,
        message: `Nothing is known of it at present: ${why}`.slice(0, MAX_MESSAGE),
      });
    }
  }

  private async follow(run: RunRow, status: TrainingStatus, now: Date): Promise<void> {
    if (run.lost_since !== null) {
      await this.parts.runs.update(this.database, run.id, { lost_since: null, message: null });
    }
    if (status.state === 'waiting') {
      return;
    }
    const state = STATES[status.state];
    const url = status.url === undefined ? {} : { url: status.url };
    if (isOver(state)) {
      await this.end(run, state, now, status.message ?? null, url);
    } else if (run.state !== state) {
      await this.move(run, state, { ...url, started_at: now });
    }
  }

  /** Asks for a run to be stopped. @returns why it may go on, where it couldn't be asked */
  private async stop(
    executor: RetrainingExecutor | undefined,
    run: RunRow,
  ): Promise<string | undefined> {
    try {
      await executor?.cancel({ ...submittedOf(run), run: run.id });
      return executor ? undefined : 'It may go on: its executor is not installed any more';
    } catch (error) {
      return `It may go on: the executor could not be asked to stop it (${wordsOf(error)})`;
    }
  }

  /** Ends a run. What it registered is looked at only where it succeeded. */
  end(
    run: RunRow,
    state: RunState,
    now: Date,
    message: string | null,
    change: RunChange = {},
  ): Promise<boolean> {
    return this.move(run, state, {
      ...change,
      ended_at: now,
      claimed_until: null,
      lost_since: null,
      message: message === null ? null : message.slice(0, MAX_MESSAGE),
    });
  }

  /** @returns false where the run isn't in the state any more that it was found in */
  async move(found: RunRow, state: RunState, change: RunChange): Promise<boolean> {
    return this.database.transaction(async transaction => {
      const run = await this.parts.runs.lock(transaction, found.id);
      if (run?.state !== found.state) {
        return false;
      }
      const outcome = state === 'succeeded' ? outcomeOf(run) : {};
      await this.parts.runs.update(transaction, run.id, { ...change, ...outcome, state });
      await this.parts.audit.append(transaction, {
        actor: RETRAINING_ACTOR,
        action: AUDITED[state] ?? 'retraining.change',
        resource: { kind: 'retraining-run', name: run.id, model: run.model },
        ...(change.message && { reason: change.message }),
        before: { state: run.state },
        after: {
          policy: run.policy,
          state,
          ...(change.external_id && { externalId: change.external_id }),
          ...(run.version !== null && { version: run.version }),
        },
      });
      return true;
    });
  }
}
