import type {
  RetrainingExecutor,
  SubmittedTraining,
  TrainingRun,
  TrainingStatus,
} from '@mlops-backstage/plugin-mlops-node';

/** Runs nothing, and tells of each training what a test says; like a real one it starts one training for each run. */
export class RememberingExecutor implements RetrainingExecutor {
  readonly id = 'remembering';
  readonly title = 'Remembers';
  readonly parameters = {
    type: 'object',
    additionalProperties: false,
    properties: { trees: { type: 'integer', minimum: 1 } },
  };
  /** Every request to start one, in order. */
  readonly asked: TrainingRun[] = [];
  /** What was started, by the run's id. */
  readonly started = new Map<string, TrainingRun>();
  readonly cancelled: string[] = [];
  /** How each training goes. */
  statusOf: (run: string) => TrainingStatus | undefined = () => ({ state: 'running' });
  /** Awaited after a training was started, before it is told so. */
  beforeAnswer: () => Promise<void> = async () => {};

  async submit(run: TrainingRun): Promise<SubmittedTraining> {
    this.asked.push(run);
    if (!this.started.has(run.id)) {
      this.started.set(run.id, run);
    }
    await this.beforeAnswer();
    return { externalId: run.id, url: `https://trainer.example.com/${run.id}` };
  }

  async status({ externalId }: SubmittedTraining): Promise<TrainingStatus | undefined> {
    return this.statusOf(externalId);
  }

  async cancel({ run }: { run: string }): Promise<void> {
    this.cancelled.push(run);
  }
}
