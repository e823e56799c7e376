import { ConflictError, NotFoundError } from '@backstage/errors';
import type { RetrainingRun, TrainingReport } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { CursorPosition } from '../database/cursor';
import type { Actor } from '../governance/Actor';
import type { AuditLog } from '../governance/AuditLog';
import { presentRun } from './presentRun';
import type { RunFollower } from './RunFollower';
import { UNDER_WAY } from './RunStore';
import type { RunRow, RunState, RunStore } from './RunStore';

export const noRun = (id: string) => new NotFoundError(`There is no retraining run ${id}`);

/** Whether a run is under way, and nobody has asked for it to be stopped. */
export const isUnderWay = ({ state, cancelled_by }: RunRow) =>
  UNDER_WAY.includes(state) && cancelled_by === null;

const IN_WORDS: Partial<Record<RunState, string>> = {
  succeeded: 'has succeeded',
  failed: 'has failed',
  cancelled: 'was cancelled',
  'timed-out': 'took too long',
};

export const madeAlready = ({ version }: RunRow) =>
  new ConflictError(`The run has made version ${version} already; a run makes one`);

/** @throws `ConflictError` */
export function requireUnderWay(run: RunRow): void {
  if (!UNDER_WAY.includes(run.state)) {
    throw new ConflictError(`The run is over: it ${IN_WORDS[run.state] ?? run.state}`);
  }
  if (run.cancelled_by !== null) {
    throw new ConflictError(`The run is being stopped, as ${run.cancelled_by} asked`);
  }
}

/** Reading runs, and what people and jobs do about them. Who may is asked elsewhere (`AuthorizedRetrainingService`). */
export class RunService {
  constructor(
    private readonly database: Knex,
    private readonly runs: RunStore,
    private readonly follower: Pick<RunFollower, 'end' | 'move'>,
    private readonly audit: AuditLog,
  ) {}

  find(id: string): Promise<RunRow | undefined> {
    return this.runs.find(id);
  }

  async list(
    modelId: string,
    query: { policy?: string },
    page: { limit: number; after?: CursorPosition },
  ): Promise<{ items: RetrainingRun[]; totalItems: number; more: boolean }> {
    const [rows, totalItems] = await Promise.all([
      this.runs.list(modelId, query, page),
      this.runs.count(modelId, query),
    ]);
    return {
      items: rows.slice(0, page.limit).map(presentRun),
      totalItems,
      more: rows.length > page.limit,
    };
  }

  /**
   * Asks for a run to be stopped; whoever follows it sees to that. Its job can't report any more from now on.
   *
   * @throws `ConflictError` where it is over, or somebody asked already
   */
  async cancel(actor: Actor, id: string, reason: string): Promise<RetrainingRun> {
    await this.database.transaction(async transaction => {
      const run = await this.runs.lock(transaction, id);
      if (!run) {
        throw noRun(id);
      }
      requireUnderWay(run);
      await this.runs.update(transaction, id, { cancelled_by: actor.ref, message: reason });
      await this.audit.append(transaction, {
        actor,
        action: 'retraining.cancel',
        resource: { kind: 'retraining-run', name: id, model: run.model },
        reason,
        before: { state: run.state },
        after: { policy: run.policy, state: run.state },
      });
    });
    return this.present(id);
  }

  /**
   * Keeps what a job tells of its run.
   *
   * @throws `ConflictError` where the run is over
   */
  async report(
    actor: Actor,
    id: string,
    { state, message, url }: TrainingReport,
    now: Date = new Date(),
  ): Promise<RetrainingRun> {
    const run = await this.runs.find(id);
    if (!run) {
      throw noRun(id);
    }
    requireUnderWay(run);
    await this.database.transaction(async transaction => {
      await this.audit.append(transaction, {
        actor,
        action: 'retraining.report',
        resource: { kind: 'retraining-run', name: id, model: run.model },
        ...(message !== undefined && { reason: message }),
        after: { policy: run.policy, state },
      });
      if (url !== undefined) {
        await this.runs.update(transaction, id, { url });
      }
    });
    const reported: RunState = state;
    if (reported === 'running') {
      if (run.state !== 'running') {
        await this.follower.move(run, 'running', { started_at: now });
      }
    } else {
      await this.follower.end(run, reported, now, message ?? null);
    }
    return this.present(id);
  }

  /**
   * Keeps which version a run made.
   *
   * @throws `ConflictError` where it is over, or made another one already
   */
  async keepVersion(actor: Actor, id: string, version: number): Promise<void> {
    await this.database.transaction(async transaction => {
      const run = await this.runs.lock(transaction, id);
      if (!run) {
        throw noRun(id);
      }
      if (run.version === version) {
        return;
      }
      requireUnderWay(run);
      if (run.version !== null) {
        throw madeAlready(run);
      }
      await this.runs.update(transaction, id, { version });
      await this.audit.append(transaction, {
        actor,
        action: 'retraining.deliver',
        resource: { kind: 'retraining-run', name: id, model: run.model },
        after: { policy: run.policy, version },
      });
    });
  }

  async present(id: string): Promise<RetrainingRun> {
    const row = await this.runs.find(id);
    if (!row) {
      throw noRun(id);
    }
    return presentRun(row);
  }
}
