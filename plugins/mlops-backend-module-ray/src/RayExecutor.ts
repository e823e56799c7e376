import { InputError } from '@backstage/errors';
import { JsonApi } from '@mlops-backstage/plugin-mlops-node';
import type {
  RetrainingExecutor,
  SubmittedTraining,
  TrainingRun,
  TrainingStatus,
} from '@mlops-backstage/plugin-mlops-node';
import { rayParameters } from './rayParameters';
import type { RayParameters } from './rayParameters';
import type { RayCluster } from './readRayConfig';

/** As much of the words of a failure as is kept. */
const MAX_MESSAGE = 1_000;

/** Ray's states of jobs (`ray.job_submission.JobStatus`). */
const STATES: Record<string, TrainingStatus['state']> = {
  PENDING: 'waiting',
  RUNNING: 'running',
  STOPPED: 'cancelled',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
};

/**
 * Runs trainings as jobs of a Ray cluster, by the REST API of Ray Jobs. The run's id is the job's `submission_id`, of which a cluster
 * takes one only.
 *
 * The job finds in its environment what it needs: see `environmentOf`.
 */
export class RayExecutor implements RetrainingExecutor {
  readonly id: string;
  readonly title: string;
  readonly parameters = rayParameters;
  private readonly api: JsonApi;

  constructor(private readonly cluster: RayCluster) {
    this.id = cluster.id;
    this.title = cluster.title;
    this.api = new JsonApi('Ray', cluster.url, cluster.headers);
  }

  async submit(run: TrainingRun): Promise<SubmittedTraining> {
    const parameters = run.parameters as unknown as RayParameters;
    this.checkEntrypoint(parameters.entrypoint);
    const submitted = { externalId: run.id, url: this.pageOf(run.id) };
    // Asked first, since a cluster that has the job answers a second submission like any other failure.
    if (await this.status(submitted)) {
      return submitted;
    }
    const { status, body } = await this.api.ask('POST', '/api/jobs/', {
      body: {
        submission_id: run.id,
        entrypoint: parameters.entrypoint,
        runtime_env: {
          ...parameters.runtimeEnv,
          env_vars: { ...parameters.runtimeEnv?.env_vars, ...environmentOf(run) },
        },
        metadata: { mlops_model: run.model, mlops_policy: run.policy, mlops_run: run.id },
        ...(parameters.cpus !== undefined && { entrypoint_num_cpus: parameters.cpus }),
        ...(parameters.gpus !== undefined && { entrypoint_num_gpus: parameters.gpus }),
        ...(parameters.memoryBytes !== undefined && { entrypoint_memory: parameters.memoryBytes }),
        ...(parameters.resources && { entrypoint_resources: parameters.resources }),
      },
    });
    if (status === 200) {
      return submitted;
    }
    // Somebody else may have been faster.
    if (await this.status(submitted)) {
      return submitted;
    }
    const why = `Ray refused the job with status ${status}${wordsOf(body, run.reportToken)}`;
    throw status === 400 ? new InputError(why) : new Error(why);
  }

  async status({ externalId }: SubmittedTraining): Promise<TrainingStatus | undefined> {
    const { status, body } = await this.api.ask(
      'GET',
      `/api/jobs/${encodeURIComponent(externalId)}`,
    );
    if (status === 404) {
      return undefined;
    }
    const state = STATES[body?.status];
    if (status !== 200 || !state) {
      throw new Error(`Ray tells no state of the job: status ${status}${wordsOf(body)}`);
    }
    return {
      state,
      url: this.pageOf(externalId),
      ...(state === 'failed' && { message: messageOf(body) }),
    };
  }

  async cancel({ externalId }: SubmittedTraining): Promise<void> {
    const path = `/api/jobs/${encodeURIComponent(externalId)}/stop`;
    const { status, body } = await this.api.ask('POST', path);
    if (status !== 200 && status !== 404) {
      throw new Error(`Ray didn't stop the job: status ${status}${wordsOf(body)}`);
    }
  }

  private checkEntrypoint(entrypoint: string): void {
    const { allowedEntrypoints } = this.cluster;
    if (allowedEntrypoints && !allowedEntrypoints.some(one => entrypoint.startsWith(one))) {
      throw new InputError(
        `${this.id} runs only commands that begin with ${allowedEntrypoints.map(one => `"${one}"`).join(' or ')}`,
      );
    }
  }

  private pageOf(id: string): string {
    return `${this.cluster.dashboardUrl}/#/jobs/${encodeURIComponent(id)}`;
  }
}

/** What the job of a run finds in its environment. Ray shows it to whoever may see its dashboard: the secret is good while the run is under way. */
function environmentOf(run: TrainingRun): Record<string, string> {
  return {
    MLOPS_RUN: run.id,
    MLOPS_REPORT_URL: run.reportUrl,
    MLOPS_REPORT_TOKEN: run.reportToken,
    MLOPS_MODEL: run.model,
    MLOPS_DEPLOYMENT: run.deployment ?? '',
    MLOPS_CHAMPION: run.champion === undefined ? '' : String(run.champion),
    MLOPS_REASON: run.reason,
  };
}

/** The last of what Ray says, which is where the reason is, without the run's secret. */
function wordsOf(body: unknown, secret?: string): string {
  const last = (typeof body === 'string' ? body : '').trim().split('\n').slice(-1)[0];
  const text = secret === undefined ? last : last.replaceAll(secret, '…');
  return text ? `: ${text.slice(-MAX_MESSAGE)}` : '';
}

function messageOf({ message, driver_exit_code: code }: any): string {
  const words = typeof message === 'string' ? message.slice(-MAX_MESSAGE) : '';
  return words || `Its command ended with ${code ?? 'an error'}`;
}
