import type { Evaluation, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import type { Actor } from '../governance/Actor';
import type { Precondition } from '../lifecycle/Precondition';

/** What retraining needs of models, handed in by the area that owns them. Deleted ones aren't found. */
export interface RetrainedModels {
  find(name: string): Promise<{ id: string; name: string; owner: string } | undefined>;
  /** Finds a model and keeps others from changing it until the transaction ends. */
  lock(transaction: Knex.Transaction, name: string): Promise<{ id: string } | undefined>;
}

/** What retraining needs of versions, handed in by the area that owns them. Deleted ones aren't found. */
export interface RetrainedVersions {
  /** Finds a version by the name of its model. */
  findVersionOf(
    model: string,
    version: number,
  ): Promise<{ stage: Stage; digest: string } | undefined>;
}

/** A deployment as policies know it. */
export interface RetrainedDeployment {
  id: string;
  name: string;
  model: string;
  environment: string;
  /** The champion; null where nothing is served. */
  version: number | null;
}

/** What retraining needs of deployments. */
export interface RetrainedDeployments {
  find(name: string, db?: Knex): Promise<RetrainedDeployment | undefined>;
}

/** What retraining needs of what deployments answered. */
export interface RetrainedTraffic {
  /** Where it lies in time, with the start of its last window; milliseconds since 1970, UTC. */
  extent(
    deployment: string,
    range: { from?: number; to?: number },
  ): Promise<{ last: number } | undefined>;
}

/** What can become of a new version: the areas that do it have rules of their own, and refuse. */
export interface OutcomePorts {
  /** Newest first. @throws `NotFoundError` */
  evaluationsOf(model: string, version: number): Promise<Evaluation[]>;
  /** The version that a deployment serves now; null where it serves nothing, or is gone. */
  championOf(deployment: string, db?: Knex): Promise<number | null>;
  /** Has a version measured beside those that are already. */
  addChallenger(actor: Actor, deployment: string, version: number, reason: string): Promise<void>;
  /**
   * Moves a version to a stage, by way of others if need be, as far as gates and the precondition let it; asks for the approvals that
   * are needed.
   *
   * @returns what was done, in words
   */
  promote(
    actor: Actor,
    model: string,
    version: number,
    to: Stage,
    reason: string,
    precondition?: Precondition,
  ): Promise<string>;
}
