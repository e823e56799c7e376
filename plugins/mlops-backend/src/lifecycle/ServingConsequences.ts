import type { Consequence, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';

/** A version that goes from one stage to another. */
export interface StageChange {
  version: number;
  from: Stage;
  to: Stage;
}

/**
 * What follows for deployments when a version changes its stage, handed in by the area that owns them: one that follows
 * the stage serves it; one that serves it where its new stage isn't allowed refuses the change or lets go of it.
 */
export interface ServingConsequences {
  /**
   * What `apply` would do, or why it would refuse. Changes nothing.
   *
   * @param before - changes that the same transition makes before this one
   */
  preview(
    model: { id: string; name: string },
    change: StageChange,
    before?: readonly StageChange[],
  ): Promise<{ refusal?: string; consequences: Consequence[] }>;
  /**
   * Changes deployments, each with its own audit event, in the transaction of the change of stage, which holds the
   * model's lock. Called once for each version that a transition moves, after its stage was set, and so maybe when audit
   * events were written already: no deployment of the model may be locked by who doesn't hold the model's lock.
   *
   * @throws `ConflictError` when a deployment that serves the version stands in the way
   */
  apply(
    transaction: Knex.Transaction,
    actor: Actor,
    model: { id: string; name: string },
    change: StageChange & { reason: string },
  ): Promise<void>;
}
