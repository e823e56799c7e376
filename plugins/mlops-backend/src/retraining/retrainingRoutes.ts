import { InputError } from '@backstage/errors';
import type { RegisteredVersion, RetrainingRun } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { Request } from 'express';
import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import { validateSchema } from '../http/validateSchema';
import { refuseReference } from '../registry/ArtifactIntake';
import type { ArtifactIntake } from '../registry/ArtifactIntake';
import type { RegisteredArtifact } from '../registry/sendArtifact';
import { sendArtifact } from '../registry/sendArtifact';
import type { AuthorizedRetrainingService, Reporter } from './AuthorizedRetrainingService';

type RetrainingOperation =
  | 'listRetrainingExecutors'
  | 'listRetrainingPolicies'
  | 'createRetrainingPolicy'
  | 'updateRetrainingPolicy'
  | 'deleteRetrainingPolicy'
  | 'triggerRetraining'
  | 'dryRunRetraining'
  | 'listRetrainingRuns'
  | 'getRetrainingRun'
  | 'cancelRetrainingRun'
  | 'reportTraining'
  | 'reportTrainedVersion'
  | 'reportTrainingEvaluation'
  | 'downloadRunChampion';

/** The operations that the job of a run may call without credentials of Backstage, with the run's token. */
export const RUN_TOKEN_OPERATIONS = [
  'reportTraining',
  'reportTrainedVersion',
  'reportTrainingEvaluation',
  'downloadRunChampion',
] as const satisfies readonly RetrainingOperation[];

/** Where these are, for Backstage's router. */
export const RUN_TOKEN_PATH = '/retraining-runs/:run/report';

/** Finds what is sent of a version. */
export interface VersionArtifacts {
  /** @throws `NotFoundError` */
  get(model: string, version: number): Promise<RegisteredArtifact>;
}

const reporterOf = ({
  credentials,
  http,
}: {
  credentials: Reporter['credentials'];
  http?: { request: Request };
}): Reporter => ({ credentials, token: http?.request.get('x-mlops-run-token') || undefined });

/** Retraining over HTTP. */
export function retrainingRoutes(options: {
  retraining: AuthorizedRetrainingService;
  intake: ArtifactIntake;
  versions: VersionArtifacts;
  artifactStore: ArtifactStore;
}): Handlers<RetrainingOperation> {
  const { retraining, intake } = options;
  return {
    async listRetrainingExecutors({ credentials }) {
      return { status: 200, body: { items: await retraining.listExecutors(credentials) } };
    },

    async listRetrainingPolicies({ credentials, path }) {
      return {
        status: 200,
        body: { items: await retraining.listPolicies(credentials, path.model) },
      };
    },

    async createRetrainingPolicy({ credentials, path, body }) {
      return { status: 201, body: await retraining.createPolicy(credentials, path.model, body) };
    },

    async updateRetrainingPolicy({ credentials, path, body }) {
      const { model, policy } = path;
      return { status: 200, body: await retraining.updatePolicy(credentials, model, policy, body) };
    },

    async deleteRetrainingPolicy({ credentials, path, query }) {
      const { model, policy } = path;
      return {
        status: 200,
        body: await retraining.deletePolicy(credentials, model, policy, query.reason),
      };
    },

    async triggerRetraining({ credentials, path, body }) {
      const { model, policy } = path;
      return {
        status: 201,
        body: await retraining.trigger(credentials, model, policy, body.reason),
      };
    },

    async dryRunRetraining({ credentials, path, body }) {
      return { status: 200, body: await retraining.dryRun(credentials, path.model, body) };
    },

    async listRetrainingRuns({ credentials, path, query = {} }) {
      const page = await retraining.listRuns(
        credentials,
        path.model,
        { policy: query.policy },
        { limit: query.limit ?? 25, after: positionOf(query.cursor, ['time', 'uuid']) },
      );
      return {
        status: 200,
        body: pageBody(page, (last: RetrainingRun) => [Date.parse(last.createdAt), last.id]),
      };
    },

    async getRetrainingRun({ credentials, path }) {
      return { status: 200, body: await retraining.getRun(credentials, path.run) };
    },

    async cancelRetrainingRun({ credentials, path, body }) {
      return { status: 200, body: await retraining.cancelRun(credentials, path.run, body.reason) };
    },

    async reportTraining({ path, body, ...request }) {
      return {
        status: 200,
        body: await retraining.reportProgress(reporterOf(request), path.run, body),
      };
    },

    async reportTrainedVersion({ path, body, ...request }) {
      const reporting = await retraining.mayReportVersion(reporterOf(request), path.run);
      const upload =
        request.http && request.http.request.is('multipart/form-data') !== false
          ? request.http.request
          : undefined;
      const registered: RegisteredVersion = upload
        ? await intake.fromUpload(upload, (sent, artifact) => {
            const registration = validateSchema('VersionRegistration', sent, 'metadata');
            refuseReference(registration);
            return retraining.reportVersion(reporting, { registration, artifact });
          })
        : await byReference(body);
      function byReference(sent: unknown) {
        const registration = validateSchema('VersionRegistration', sent, 'body');
        return intake.fromReference(registration, artifact =>
          retraining.reportVersion(reporting, { registration, artifact }),
        );
      }
      return { status: registered.created ? 201 : 200, body: registered };
    },

    async reportTrainingEvaluation({ path, body, ...request }) {
      return {
        status: 201,
        body: await retraining.reportEvaluation(reporterOf(request), path.run, body),
      };
    },

    async downloadRunChampion({ path, ...request }) {
      const { model, version } = await retraining.champion(reporterOf(request), path.run);
      if (!request.http) {
        throw new InputError('An artifact is downloaded over HTTP');
      }
      await sendArtifact(
        options.artifactStore,
        await options.versions.get(model, version),
        request.http.response,
      );
      return undefined;
    },
  };
}
