import type { JsonObject } from '@backstage/types';

/** A training that an executor is to start. */
export interface TrainingRun {
  /**
   * A UUID. Whoever hands it over again, since nobody knows whether it arrived the last time, hands it over with the same id:
   * an executor starts no second training for it.
   */
  readonly id: string;
  readonly model: string;
  /** The policy that asked for it. */
  readonly policy: string;
  readonly deployment?: string;
  /** The version that the deployment serves, to compare the new one with. */
  readonly champion?: number;
  /** Why, in words. */
  readonly reason: string;
  /** As the executor's schema allows. */
  readonly parameters: JsonObject;
  /** Where the job registers what it made and tells how it goes, see the user guide; without a slash at the end. */
  readonly reportUrl: string;
  /** The secret that the job reports with, good as long as the run is under way. Never to be logged. */
  readonly reportToken: string;
}

/** What an executor knows of a training that it took. */
export interface SubmittedTraining {
  /** What the executor calls it, at most 500 characters. */
  readonly externalId: string;
  /** Where a person finds it and its log. */
  readonly url?: string;
}

export type TrainingState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** How a training goes. */
export interface TrainingStatus {
  readonly state: TrainingState;
  /** Why it failed, in words that a person can act on; without secrets. */
  readonly message?: string;
  readonly url?: string;
}

/**
 * Runs trainings somewhere. What it throws is tried again some times; a refusal that trying again can't mend is thrown as
 * `InputError`.
 */
export interface RetrainingExecutor {
  /** What a policy names, such as `ray`. */
  readonly id: string;
  readonly title: string;
  /** What a policy may say to it: a JSON schema (2020-12) of an object. */
  readonly parameters: JsonObject;
  /** Starts a training, once for each run id however often it is asked. */
  submit(run: TrainingRun): Promise<SubmittedTraining>;
  /** Absent where the job itself has to report how it goes. Undefined where the system doesn't know the training any more. */
  status?(training: SubmittedTraining): Promise<TrainingStatus | undefined>;
  /** Asks for a training to be stopped; nothing where it has ended or can't be. */
  cancel(training: SubmittedTraining & { readonly run: string }): Promise<void>;
}
