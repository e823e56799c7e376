import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { trainingValues, wordsOfAnswer } from '@mlops-backstage/plugin-mlops-node';
import type {
  JsonAnswer,
  RetrainingExecutor,
  SubmittedTraining,
  TrainingRun,
  TrainingStatus,
} from '@mlops-backstage/plugin-mlops-node';
import { KubeflowApi } from './KubeflowApi';
import { kubeflowParameters } from './kubeflowParameters';
import type { KubeflowParameters } from './kubeflowParameters';
import type { AllowedPipeline, Kubeflow } from './readKubeflowConfig';

/** States of runs of the API v2beta1 (`RuntimeState`). One that is about to be cancelled may still end otherwise. */
const STATES: Record<string, TrainingStatus['state']> = {
  RUNTIME_STATE_UNSPECIFIED: 'waiting',
  PENDING: 'waiting',
  PAUSED: 'waiting',
  RUNNING: 'running',
  CANCELING: 'running',
  SUCCEEDED: 'succeeded',
  // All of it was there already.
  SKIPPED: 'succeeded',
  FAILED: 'failed',
  CANCELED: 'cancelled',
};

/** As many characters of the words of a failure are kept. */
const MAX_MESSAGE = 1_000;

/**
 * Runs trainings as runs of Kubeflow Pipelines, by the REST API v2beta1. Kubeflow gives runs ids of its own; ours is the run's
 * `display_name`, by which it is found before it is made a second time.
 *
 * The pipeline has to have a parameter `mlops` of the type `STRUCT` (a `dict`), which gets what `trainingValues` gives and the run's secret.
 */
export class KubeflowExecutor implements RetrainingExecutor {
  readonly id: string;
  readonly title: string;
  readonly parameters: JsonObject;
  private readonly api: KubeflowApi;

  /** @param timeoutMs - how long Kubeflow may take for an answer */
  constructor(
    private readonly kubeflow: Kubeflow,
    timeoutMs?: number,
  ) {
    this.id = kubeflow.id;
    this.title = kubeflow.title;
    this.parameters = kubeflowParameters(kubeflow.pipelines.map(({ name }) => name));
    this.api = new KubeflowApi(kubeflow, timeoutMs);
  }

  async submit(run: TrainingRun): Promise<SubmittedTraining> {
    const { pipeline: name, arguments: given } = run.parameters as unknown as KubeflowParameters;
    const pipeline = this.kubeflow.pipelines.find(one => one.name === name);
    if (!pipeline) {
      const names = this.kubeflow.pipelines.map(one => one.name).join(', ');
      throw new InputError(`${this.id} runs only the pipelines ${names}`);
    }
    const found = await this.find(run.id, pipeline);
    if (found) {
      return found;
    }
    const { serviceAccount } = this.kubeflow;
    const answer = await this.api.ask('POST', '/runs', {
      display_name: run.id,
      description: run.reason,
      ...(pipeline.experimentId !== undefined && { experiment_id: pipeline.experimentId }),
      ...(serviceAccount !== undefined && { service_account: serviceAccount }),
      pipeline_version_reference: {
        pipeline_id: pipeline.id,
        pipeline_version_id: pipeline.versionId ?? (await this.newestVersion(pipeline)),
      },
      runtime_config: {
        parameters: {
          ...given,
          mlops: { ...trainingValues(run), reportToken: run.reportToken },
        },
      },
    });
    if (answer.status !== 200 || typeof answer.body?.run_id !== 'string') {
      const words = wordsOfAnswer(answer, [run.reportToken]);
      const why = `Kubeflow Pipelines refused the run with status ${answer.status}${words}`;
      throw [400, 404].includes(answer.status) ? new InputError(why) : new Error(why);
    }
    return this.submitted(answer.body.run_id);
  }

  async status({ externalId }: SubmittedTraining): Promise<TrainingStatus | undefined> {
    const answer = await this.api.ask('GET', `/runs/${encodeURIComponent(externalId)}`);
    if (answer.status === 404) {
      return undefined;
    }
    // A run that has just been made has no state yet.
    const state = STATES[answer.body?.state ?? 'PENDING'];
    if (answer.status !== 200 || answer.body?.run_id !== externalId || !state) {
      throw unexpected('tells no state of the run', answer);
    }
    return {
      state,
      url: this.pageOf(externalId),
      ...(state === 'failed' && { message: failureOf(answer.body) }),
    };
  }

  async cancel(training: SubmittedTraining): Promise<void> {
    const status = await this.status(training);
    if (status?.state !== 'waiting' && status?.state !== 'running') {
      return;
    }
    const path = `/runs/${encodeURIComponent(training.externalId)}:terminate`;
    const answer = await this.api.ask('POST', path, {});
    if (answer.status !== 200 && answer.status !== 404) {
      throw unexpected("didn't stop the run", answer);
    }
  }

  private async find(
    name: string,
    { experimentId }: AllowedPipeline,
  ): Promise<SubmittedTraining | undefined> {
    const { namespace } = this.kubeflow;
    const query = new URLSearchParams({
      page_size: '1',
      filter: JSON.stringify({
        predicates: [{ operation: 'EQUALS', key: 'display_name', string_value: name }],
      }),
      ...(namespace !== undefined && { namespace }),
      ...(experimentId !== undefined && { experiment_id: experimentId }),
    });
    const answer = await this.api.ask('GET', `/runs?${query}`);
    if (answer.status !== 200 || typeof answer.body !== 'object') {
      throw unexpected("doesn't tell of its runs", answer);
    }
    // Compared, lest a server that doesn't know the filter gives any run.
    const run = answer.body.runs?.find((one: any) => one.display_name === name);
    return run && this.submitted(run.run_id);
  }

  private async newestVersion({ id, name }: AllowedPipeline): Promise<string> {
    const query = new URLSearchParams({ page_size: '1', sort_by: 'created_at desc' });
    const path = `/pipelines/${encodeURIComponent(id)}/versions?${query}`;
    const answer = await this.api.ask('GET', path);
    if (answer.status !== 200 && answer.status !== 404) {
      throw unexpected(`doesn't tell of the pipeline ${name}`, answer);
    }
    const version = answer.body?.pipeline_versions?.[0]?.pipeline_version_id;
    if (typeof version !== 'string') {
      throw new InputError(`${this.id} has no version of the pipeline ${name}`);
    }
    return version;
  }

  private submitted(externalId: string): SubmittedTraining {
    return { externalId, url: this.pageOf(externalId) };
  }

  private pageOf(id: string): string {
    return `${this.kubeflow.pageUrl}/#/runs/details/${encodeURIComponent(id)}`;
  }
}

function unexpected(what: string, answer: JsonAnswer): Error {
  return new Error(`Kubeflow Pipelines ${what}: status ${answer.status}${wordsOfAnswer(answer)}`);
}

/** Why a run failed: its own words, or the latest of its states'. */
function failureOf({ error, state_history: history }: any): string {
  const messages = [error?.message, ...(history ?? []).map((one: any) => one?.error?.message)];
  const said = messages.filter(one => typeof one === 'string' && one !== '');
  return (error?.message || said.at(-1) || 'The pipeline failed').slice(0, MAX_MESSAGE);
}
