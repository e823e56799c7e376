import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { trainingValues, wordsOfAnswer } from '@mlops-backstage/plugin-mlops-node';
import type {
  RetrainingExecutor,
  SubmittedTraining,
  TrainingRun,
  TrainingStatus,
} from '@mlops-backstage/plugin-mlops-node';
import { AirflowApi } from './AirflowApi';
import { airflowParameters } from './airflowParameters';
import type { AirflowParameters } from './airflowParameters';
import type { Airflow } from './readAirflowConfig';

/** Airflow's states of DAG runs (`airflow.utils.state.DagRunState`). It knows none for what was stopped. */
const STATES: Record<string, TrainingStatus['state']> = {
  queued: 'waiting',
  running: 'running',
  success: 'succeeded',
  failed: 'failed',
};

/** As many tasks that failed are named. */
const MAX_TASKS = 5;
/** As long as a note of Airflow may be. */
const MAX_NOTE = 1_000;

/**
 * Runs trainings as DAGs of Airflow, by its stable REST API. The run's id is the `dag_run_id`, of which a DAG takes one only.
 *
 * Tasks find in `dag_run.conf` what the policy says, and under `mlops` what `trainingValues` gives and the run's secret.
 */
export class AirflowExecutor implements RetrainingExecutor {
  readonly id: string;
  readonly title: string;
  readonly parameters: JsonObject;
  private readonly api: AirflowApi;

  /** @param timeoutMs - how long Airflow may take for an answer */
  constructor(
    private readonly airflow: Airflow,
    timeoutMs?: number,
  ) {
    this.id = airflow.id;
    this.title = airflow.title;
    this.parameters = airflowParameters(airflow.dags);
    this.api = new AirflowApi(airflow, timeoutMs);
  }

  async submit(run: TrainingRun): Promise<SubmittedTraining> {
    const { dag, conf } = run.parameters as unknown as AirflowParameters;
    if (!this.airflow.dags.includes(dag)) {
      throw new InputError(`${this.id} runs only the DAGs ${this.airflow.dags.join(', ')}`);
    }
    const submitted = { externalId: `${dag}/${run.id}`, url: this.pageOf(dag, run.id) };
    // Asked first, since a DAG that has been paused meanwhile takes no other run but may have this one.
    if (await this.status(submitted)) {
      return submitted;
    }
    await this.checkDag(dag);
    const answer = await this.api.ask('POST', `/dags/${dag}/dagRuns`, {
      dag_run_id: run.id,
      conf: { ...conf, mlops: { ...trainingValues(run), reportToken: run.reportToken } },
      // Airflow 3 asks for a date of the data, which may be none.
      ...(this.airflow.apiVersion === 'v2' && {
        logical_date: null,
        note: run.reason.slice(0, MAX_NOTE),
      }),
    });
    if (answer.status === 200) {
      return submitted;
    }
    // Somebody else may have been faster.
    if (answer.status === 409 && (await this.status(submitted))) {
      return submitted;
    }
    const words = wordsOfAnswer(answer, [run.reportToken]);
    const why = `Airflow refused the run with status ${answer.status}${words}`;
    throw [400, 404, 422].includes(answer.status) ? new InputError(why) : new Error(why);
  }

  async status({ externalId }: SubmittedTraining): Promise<TrainingStatus | undefined> {
    const { dag, run } = partsOf(externalId);
    const answer = await this.api.ask('GET', `/dags/${dag}/dagRuns/${run}`);
    if (answer.status === 404) {
      return undefined;
    }
    const state = STATES[answer.body?.state];
    if (answer.status !== 200 || !state) {
      throw new Error(
        `Airflow tells no state of the run: status ${answer.status}${wordsOfAnswer(answer)}`,
      );
    }
    return {
      state,
      url: this.pageOf(dag, run),
      ...(state === 'failed' && { message: await this.failureOf(dag, run) }),
    };
  }

  /** Airflow knows no stop: what is under way is said to have failed, which ends its tasks. */
  async cancel(training: SubmittedTraining): Promise<void> {
    const status = await this.status(training);
    if (status?.state !== 'waiting' && status?.state !== 'running') {
      // What has ended well may not become a failure.
      return;
    }
    const { dag, run } = partsOf(training.externalId);
    const answer = await this.api.ask('PATCH', `/dags/${dag}/dagRuns/${run}`, { state: 'failed' });
    if (answer.status !== 200 && answer.status !== 404) {
      throw new Error(
        `Airflow didn't stop the run: status ${answer.status}${wordsOfAnswer(answer)}`,
      );
    }
  }

  /** A run of a DAG that is paused would wait until somebody resumes it. */
  private async checkDag(dag: string): Promise<void> {
    const answer = await this.api.ask('GET', `/dags/${dag}`);
    if (answer.status === 404) {
      throw new InputError(`There is no DAG ${dag} in ${this.id}, or it may not be read`);
    }
    if (answer.status !== 200) {
      throw new Error(
        `Airflow doesn't tell of the DAG ${dag}: status ${answer.status}${wordsOfAnswer(answer)}`,
      );
    }
    if (answer.body?.is_paused === true) {
      throw new InputError(`The DAG ${dag} is paused in ${this.id}`);
    }
  }

  /** Which tasks failed, where Airflow tells: who may see runs may not always see tasks. */
  private async failureOf(dag: string, run: string): Promise<string> {
    const path = `/dags/${dag}/dagRuns/${run}/taskInstances?state=failed&limit=${MAX_TASKS}`;
    const { status, body } = await this.api.ask('GET', path);
    const tasks: unknown[] = status === 200 ? (body?.task_instances ?? []) : [];
    const names = [...new Set(tasks.map((task: any) => String(task?.task_id)))];
    return names.length === 0 ? 'The DAG failed' : `Failed in the DAG: ${names.join(', ')}`;
  }

  private pageOf(dag: string, run: string): string {
    const path = this.airflow.apiVersion === 'v1' ? `grid?dag_run_id=${run}` : `runs/${run}`;
    return `${this.airflow.pageUrl}/dags/${dag}/${path}`;
  }
}

/** A DAG's id and a run's, neither of which has a character that a URL would need encoded. */
function partsOf(externalId: string): { dag: string; run: string } {
  const [dag, run] = externalId.split('/');
  return { dag: encodeURIComponent(dag), run: encodeURIComponent(run ?? '') };
}
