import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  mlopsArtifactReadPermission,
  mlopsDeploymentDeployPermission,
  mlopsModelReadPermission,
  mlopsRetrainingTriggerPermission,
  mlopsRetrainingUpdatePermission,
  mlopsVersionCreatePermission,
  mlopsVersionEvaluatePermission,
  mlopsVersionTransitionPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  EvaluationInput,
  RetrainingDryRunRequest,
  RetrainingExecutor,
  RetrainingPolicy,
  RetrainingPolicyChange,
  RetrainingPolicyRequest,
  RetrainingRun,
  TrainingReport,
} from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { Actor } from '../governance/Actor';
import type {
  ModelAuthorizer,
  ModelPermission,
  OperationScope,
} from '../governance/ModelAuthorizer';
import type { VersionToRegister } from '../registry/VersionToRegister';
import type { DryRunService } from './DryRunService';
import type { Executors } from './Executors';
import type { PolicyService } from './PolicyService';
import { presentRun } from './presentRun';
import type { RetrainedModels } from './RetrainedModels';
import type { RunReports } from './RunReports';
import type { RunService } from './RunService';
import type { RunRow } from './RunStore';
import { isTokenOf } from './runToken';
import { RETRAINING_ACTOR } from './startRun';

/** Who reports of a run: its job by the run's token, or somebody by Backstage's own credentials. */
export interface Reporter {
  credentials: BackstageCredentials;
  token?: string;
}

/** What a reporter does, and the permission that those need who come without the token. */
const REPORTS = {
  progress: mlopsRetrainingTriggerPermission,
  version: mlopsVersionCreatePermission,
  evaluation: mlopsVersionEvaluatePermission,
  champion: mlopsArtifactReadPermission,
} as const;

type Found = NonNullable<Awaited<ReturnType<RetrainedModels['find']>>>;

/** Who may do what with retraining: asked of the model. */
export class AuthorizedRetrainingService {
  constructor(
    private readonly parts: {
      policies: PolicyService;
      runs: RunService;
      reports: RunReports;
      dryRuns: DryRunService;
      executors: Executors;
      models: RetrainedModels;
    },
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async listExecutors(credentials: BackstageCredentials): Promise<RetrainingExecutor[]> {
    await this.authorizer.requireOnAny(credentials, mlopsModelReadPermission);
    return this.parts.executors
      .list()
      .map(({ id, title, parameters }) => ({ id, title, parameters }));
  }

  async listPolicies(
    credentials: BackstageCredentials,
    model: string,
  ): Promise<RetrainingPolicy[]> {
    const { id } = await this.require(credentials, mlopsModelReadPermission, model);
    return this.parts.policies.list(id);
  }

  async createPolicy(
    credentials: BackstageCredentials,
    model: string,
    request: RetrainingPolicyRequest,
  ): Promise<RetrainingPolicy> {
    await this.requirePolicy(credentials, model, request);
    return this.parts.policies.create(actorOf(credentials), model, request);
  }

  async updatePolicy(
    credentials: BackstageCredentials,
    model: string,
    name: string,
    request: RetrainingPolicyChange,
  ): Promise<RetrainingPolicy> {
    await this.requirePolicy(credentials, model, request);
    return this.parts.policies.update(actorOf(credentials), model, name, request);
  }

  async deletePolicy(
    credentials: BackstageCredentials,
    model: string,
    name: string,
    reason: string,
  ): Promise<RetrainingPolicy> {
    await this.require(credentials, mlopsRetrainingUpdatePermission, model);
    return this.parts.policies.remove(actorOf(credentials), model, name, reason);
  }

  async trigger(
    credentials: BackstageCredentials,
    model: string,
    name: string,
    reason: string,
  ): Promise<RetrainingRun> {
    await this.require(credentials, mlopsRetrainingTriggerPermission, model);
    return this.parts.policies.trigger(actorOf(credentials), model, name, reason);
  }

  async dryRun(credentials: BackstageCredentials, model: string, request: RetrainingDryRunRequest) {
    await this.require(credentials, mlopsModelReadPermission, model);
    this.parts.policies.checkTrigger(request.trigger, request.deployment);
    await this.parts.policies.deploymentOf(model, request.deployment);
    return this.parts.dryRuns.run(request);
  }

  async listRuns(
    credentials: BackstageCredentials,
    model: string,
    query: { policy?: string },
    page: { limit: number; after?: CursorPosition },
  ) {
    const { id } = await this.require(credentials, mlopsModelReadPermission, model);
    return this.parts.runs.list(id, query, page);
  }

  async getRun(credentials: BackstageCredentials, id: string): Promise<RetrainingRun> {
    return presentRun(await this.requireRun(credentials, mlopsModelReadPermission, id));
  }

  async cancelRun(
    credentials: BackstageCredentials,
    id: string,
    reason: string,
  ): Promise<RetrainingRun> {
    await this.requireRun(credentials, mlopsRetrainingTriggerPermission, id);
    return this.parts.runs.cancel(actorOf(credentials), id, reason);
  }

  async reportProgress(reporter: Reporter, id: string, report: TrainingReport) {
    const { actor } = await this.reporting(reporter, id, 'progress');
    return this.parts.runs.report(actor, id, report);
  }

  /** Asked before the upload is read, so that nobody can fill the disk without permission. */
  async mayReportVersion(reporter: Reporter, id: string) {
    return this.reporting(reporter, id, 'version');
  }

  async reportVersion({ actor, run }: { actor: Actor; run: RunRow }, version: VersionToRegister) {
    return this.parts.reports.registerVersion(actor, run, version);
  }

  async reportEvaluation(
    reporter: Reporter,
    id: string,
    { of, evaluation }: { of: 'version' | 'champion'; evaluation: EvaluationInput },
  ) {
    const { actor, run } = await this.reporting(reporter, id, 'evaluation');
    return this.parts.reports.addEvaluation(actor, run, of, evaluation);
  }

  /** The model and the version whose artifact a job may have. */
  async champion(reporter: Reporter, id: string): Promise<{ model: string; version: number }> {
    const { run } = await this.reporting(reporter, id, 'champion');
    return { model: run.model, version: this.parts.reports.championOf(run) };
  }

  /**
   * Who reports. A token that isn't one of the run's is refused alike whether there is such a run or not.
   *
   * @throws `AuthenticationError`, `NotFoundError`, `NotAllowedError`
   */
  private async reporting(
    { credentials, token }: Reporter,
    id: string,
    what: keyof typeof REPORTS,
  ): Promise<{ actor: Actor; run: RunRow }> {
    if (token === undefined) {
      if ((credentials.principal as { type?: string }).type === 'none') {
        throw new AuthenticationError(
          "Send the run's token in the header X-Mlops-Run-Token, or credentials of Backstage",
        );
      }
      const run = await this.requireRun(credentials, REPORTS[what], id);
      return { actor: actorOf(credentials), run };
    }
    const run = await this.parts.runs.find(id);
    if (!run || !isTokenOf(token, run.token_hashes)) {
      throw new AuthenticationError('The token is none of this run');
    }
    return { actor: RETRAINING_ACTOR, run };
  }

  /** A policy acts later for whoever makes it: it may only do what that person may. */
  private async requirePolicy(
    credentials: BackstageCredentials,
    model: string,
    { outcome, deployment }: RetrainingPolicyChange,
  ): Promise<void> {
    await this.require(credentials, mlopsRetrainingUpdatePermission, model);
    if (outcome.kind === 'challenger' && deployment !== undefined) {
      const served = await this.parts.policies.deploymentOf(model, deployment);
      await this.require(credentials, mlopsDeploymentDeployPermission, model, {
        environment: served!.environment,
      });
    }
    if (outcome.kind === 'promote' && outcome.to !== undefined) {
      for (const stage of ['None' as const, outcome.to]) {
        await this.require(credentials, mlopsVersionTransitionPermission, model, { stage });
      }
    }
  }

  private async require(
    credentials: BackstageCredentials,
    permission: ModelPermission,
    name: string,
    scope: OperationScope = {},
  ): Promise<Found> {
    return this.authorizer.requireOn(
      credentials,
      permission,
      await this.parts.models.find(name),
      `There is no model ${name}`,
      scope,
    );
  }

  private async requireRun(
    credentials: BackstageCredentials,
    permission: ModelPermission,
    id: string,
  ): Promise<RunRow> {
    const run = await this.parts.runs.find(id);
    await this.authorizer.requireOn(
      credentials,
      permission,
      run && { name: run.model, owner: run.owner },
      `There is no retraining run ${id}`,
    );
    return run!;
  }
}
