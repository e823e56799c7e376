import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import type { GithubCredentialsProvider } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import { trainingValues, wordsOfAnswer } from '@mlops-backstage/plugin-mlops-node';
import type {
  JsonAnswer,
  RetrainingExecutor,
  SubmittedTraining,
  TrainingRun,
  TrainingStatus,
} from '@mlops-backstage/plugin-mlops-node';
import { encryptToken } from './encryptToken';
import { GithubApi } from './GithubApi';
import { githubActionsParameters } from './githubActionsParameters';
import type { GithubActionsParameters } from './githubActionsParameters';
import type { AllowedWorkflow, GithubActions } from './readGithubActionsConfig';
import { statusOfRun } from './statusOfRun';

/** How often, and for how long, a run is looked for that GitHub took without telling its id. */
const LOOK_EVERY_MS = 2_000;
const LOOK_FOR_MS = 30_000;

const RUN_ADDRESS = /\/actions\/runs\/(\d+)$/;

const addressOf = (repository: string, id: unknown) => `${repository}/actions/runs/${id}`;

/**
 * Runs trainings as workflows of GitHub Actions (`workflow_dispatch`). GitHub gives runs ids of its own; the workflow's `run-name` has
 * ours in it, by which a run is found before another is started.
 *
 * Inputs can be read by whoever sees the repository. So the run's secret is none of them, unless there is a key to encrypt it for.
 */
export class GithubActionsExecutor implements RetrainingExecutor {
  readonly id: string;
  readonly title: string;
  readonly parameters: JsonObject;
  private readonly api: GithubApi;

  /**
   * @param options.timeoutMs - how long GitHub may take for an answer
   * @param options.lookEveryMs - and `lookForMs`: how a run is looked for that GitHub took without telling its id
   */
  constructor(
    private readonly actions: GithubActions,
    credentials: GithubCredentialsProvider,
    private readonly options: {
      timeoutMs?: number;
      lookEveryMs?: number;
      lookForMs?: number;
    } = {},
  ) {
    this.id = actions.id;
    this.title = actions.title;
    this.parameters = githubActionsParameters(actions.workflows.map(({ name }) => name));
    this.api = new GithubApi(credentials, options.timeoutMs);
  }

  async submit(run: TrainingRun): Promise<SubmittedTraining> {
    const { workflow: name, inputs } = run.parameters as unknown as GithubActionsParameters;
    const workflow = this.actions.workflows.find(one => one.name === name);
    if (!workflow) {
      const names = this.actions.workflows.map(one => one.name).join(', ');
      throw new InputError(`${this.id} runs only the workflows ${names}`);
    }
    const found = await this.find(run.id, workflow);
    if (found) {
      return found;
    }
    const { reportTokenKey } = this.actions;
    const answer = await this.dispatch(workflow, {
      ...inputs,
      mlops_run: run.id,
      mlops: JSON.stringify(trainingValues(run)),
      ...(reportTokenKey && { mlops_report_token: encryptToken(run.reportToken, reportTokenKey) }),
    });
    if (answer.status === 200 && Number.isSafeInteger(answer.body?.workflow_run_id)) {
      return submittedAs(workflow, answer.body.workflow_run_id);
    }
    if (answer.status === 200 || answer.status === 204) {
      return this.lookFor(run.id, workflow);
    }
    const why = `GitHub refused the workflow with status ${answer.status}${wordsOfAnswer(answer)}`;
    throw [404, 422].includes(answer.status) ? new InputError(why) : new Error(why);
  }

  async status({ externalId }: SubmittedTraining): Promise<TrainingStatus | undefined> {
    const { workflow, path } = this.placeOf(externalId);
    const answer = await this.api.ask(workflow, 'GET', path);
    if (answer.status === 404) {
      return undefined;
    }
    const status = answer.status === 200 ? statusOfRun(answer.body) : undefined;
    if (!status) {
      throw unexpected('tells no state of the run', answer);
    }
    return { ...status, url: externalId };
  }

  async cancel({ externalId }: SubmittedTraining): Promise<void> {
    const { workflow, path } = this.placeOf(externalId);
    const answer = await this.api.ask(workflow, 'POST', `${path}/cancel`);
    // 409: it has ended.
    if (![202, 404, 409].includes(answer.status)) {
      throw unexpected("didn't stop the run", answer);
    }
  }

  /** Asks for the id of the run, which servers older than February 2026 refuse to be asked for. */
  private async dispatch(workflow: AllowedWorkflow, inputs: object): Promise<JsonAnswer> {
    const path = `/actions/workflows/${workflow.workflow}/dispatches`;
    const body = { ref: workflow.ref, inputs };
    const answer = await this.api.ask(workflow, 'POST', path, {
      ...body,
      return_run_details: true,
    });
    const isOlder =
      answer.status === 422 && wordsOfAnswer(answer).includes('"return_run_details" is not a');
    return isOlder ? this.api.ask(workflow, 'POST', path, body) : answer;
  }

  private async find(
    run: string,
    workflow: AllowedWorkflow,
  ): Promise<SubmittedTraining | undefined> {
    const path = `/actions/workflows/${workflow.workflow}/runs?event=workflow_dispatch&per_page=100`;
    const answer = await this.api.ask(workflow, 'GET', path);
    if (answer.status === 404) {
      throw new InputError(
        `There is no workflow ${workflow.workflow} in ${workflow.repository}, or it may not be read`,
      );
    }
    const runs = answer.body?.workflow_runs;
    if (answer.status !== 200 || !Array.isArray(runs)) {
      throw unexpected("doesn't tell of its runs", answer);
    }
    // The newest hundred: attempts for one run are minutes apart.
    const found = runs.find(({ display_title: title }) => String(title).includes(run));
    return found && submittedAs(workflow, found.id);
  }

  private async lookFor(run: string, workflow: AllowedWorkflow): Promise<SubmittedTraining> {
    const { lookEveryMs = LOOK_EVERY_MS, lookForMs = LOOK_FOR_MS } = this.options;
    const end = Date.now() + lookForMs;
    do {
      await wait(lookEveryMs);
      const found = await this.find(run, workflow);
      if (found) {
        return found;
      }
    } while (Date.now() < end);
    // For good, since another attempt would start another one.
    throw new InputError(
      `GitHub took the training, but has no run with ${run} in its name: ${workflow.workflow} has to say "run-name: \${{ inputs.mlops_run }}"`,
    );
  }

  /** @throws `Error` where its repository isn't configured any more */
  private placeOf(externalId: string): { workflow: AllowedWorkflow; path: string } {
    const id = RUN_ADDRESS.exec(externalId)?.[1];
    const workflow = this.actions.workflows.find(
      ({ repository }) => externalId === addressOf(repository, id),
    );
    if (!workflow) {
      throw new Error(`${this.id} has no workflow in the repository of ${externalId} any more`);
    }
    return { workflow, path: `/actions/runs/${id}` };
  }
}

function submittedAs({ repository }: AllowedWorkflow, id: number): SubmittedTraining {
  const url = addressOf(repository, id);
  return { externalId: url, url };
}

function unexpected(what: string, answer: JsonAnswer): Error {
  return new Error(`GitHub ${what}: status ${answer.status}${wordsOfAnswer(answer)}`);
}
