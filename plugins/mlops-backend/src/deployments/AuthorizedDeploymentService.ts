import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsDeploymentDeployPermission,
  mlopsDeploymentInferPermission,
  mlopsDeploymentUndeployPermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  CanaryRequest,
  Deployment,
  DeploymentRequest,
  DeploymentSettings,
  FollowedStage,
  InferRequest,
  Stage,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { InferAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { assignmentsOf } from './Configuration';
import type { Configuration } from './Configuration';
import type { DeploymentReader } from './DeploymentReader';
import type { DeploymentService, Intent } from './DeploymentService';
import type { DeploymentRow } from './DeploymentRow';
import type { DeploymentFilter } from './DeploymentStore';

/** Versions as the registry shows them, handed in by the area that owns them. */
export interface DescribedVersions {
  /** @throws `NotFoundError` */
  get(model: string, version: number): Promise<Version>;
}

/** What an operation is about: the stages of these are what rules look at. */
interface About {
  versions: number[];
  /** A stage that is to be followed: whatever enters it will serve. */
  follow?: FollowedStage | null;
}

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];

const versionsOf = (configuration: Configuration) =>
  assignmentsOf(configuration).map(({ version }) => version);

/** What is asked about a deployment is asked of its model. */
const asModel = ({ model_id: id, model: name, owner, environment }: DeploymentRow) => ({
  id,
  name,
  owner,
  environment,
});

/**
 * Who may do what with deployments: asked of the model that they serve, within the deployment's environment, for each
 * stage of the versions that it is about.
 */
export class AuthorizedDeploymentService {
  constructor(
    private readonly deployments: DeploymentService,
    private readonly reader: DeploymentReader,
    private readonly versions: DescribedVersions,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(
    credentials: BackstageCredentials,
    filter: DeploymentFilter,
    page: { limit: number; after?: CursorPosition },
  ) {
    return this.reader.list(filter, await this.authorizer.readable(credentials), page);
  }

  async get(credentials: BackstageCredentials, name: string): Promise<Deployment> {
    return this.reader.get(await this.requireReadable(credentials, name));
  }

  async describeEndpoint(credentials: BackstageCredentials, name: string): Promise<object> {
    const row = await this.requireReadable(credentials, name);
    const version =
      row.version === null ? undefined : await this.versions.get(row.model, row.version);
    return this.reader.describeEndpoint(row, version);
  }

  async listRevisions(
    credentials: BackstageCredentials,
    name: string,
    page: { limit: number; below?: number },
  ) {
    return this.reader.listRevisions(await this.requireReadable(credentials, name), page);
  }

  async create(credentials: BackstageCredentials, request: DeploymentRequest): Promise<Deployment> {
    const model = await this.deployments.findModel(request.model);
    const stages = await this.requireAbout(
      credentials,
      mlopsDeploymentDeployPermission,
      model && { ...model, environment: this.deployments.environmentOf(request) },
      `There is no model ${request.model}`,
      { versions: [request.version], follow: request.follow },
    );
    return this.deployments.create(actorOf(credentials), request, {
      reason: request.reason,
      stages,
    });
  }

  async deploy(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    reason: string,
  ): Promise<Deployment> {
    const { row, intent } = await this.toDeploy(credentials, name, reason, () => ({
      versions: [version],
    }));
    return this.deployments.deploy(actorOf(credentials), row, version, intent);
  }

  async setChallengers(
    credentials: BackstageCredentials,
    name: string,
    versions: number[],
    reason: string,
  ): Promise<Deployment> {
    const { row, intent } = await this.toDeploy(credentials, name, reason, ({ challengers }) => ({
      versions: versions.length > 0 ? versions : challengers,
    }));
    return this.deployments.setChallengers(actorOf(credentials), row, versions, intent);
  }

  async setCanary(
    credentials: BackstageCredentials,
    name: string,
    canary: CanaryRequest,
  ): Promise<Deployment> {
    const { row, intent } = await this.toDeploy(credentials, name, canary.reason, () => ({
      versions: [canary.version],
    }));
    return this.deployments.setCanary(actorOf(credentials), row, canary, intent);
  }

  async removeCanary(
    credentials: BackstageCredentials,
    name: string,
    reason: string,
  ): Promise<Deployment> {
    const { row, intent } = await this.toDeploy(credentials, name, reason, ({ canary }) => ({
      versions: canary ? [canary.version] : [],
    }));
    return this.deployments.removeCanary(actorOf(credentials), row, intent);
  }

  async configure(
    credentials: BackstageCredentials,
    name: string,
    settings: DeploymentSettings,
  ): Promise<Deployment> {
    const { follow, reason } = settings;
    const { row, intent } = await this.toDeploy(credentials, name, reason, present => ({
      versions: [],
      follow: follow ?? present.follow,
    }));
    return this.deployments.configure(actorOf(credentials), row, settings, intent);
  }

  async rollBack(
    credentials: BackstageCredentials,
    name: string,
    revision: number,
    reason: string,
  ): Promise<Deployment> {
    const { row, intent } = await this.toDeploy(credentials, name, reason, async present => {
      const earlier = await this.deployments.findRevision(present, revision);
      return earlier ? { versions: versionsOf(earlier), follow: earlier.follow } : { versions: [] };
    });
    return this.deployments.rollBack(actorOf(credentials), row, revision, intent);
  }

  async undeploy(
    credentials: BackstageCredentials,
    name: string,
    reason: string,
  ): Promise<Deployment> {
    const row = await this.reader.find(name);
    await this.requireAbout(
      credentials,
      mlopsDeploymentUndeployPermission,
      row && asModel(row),
      `There is no deployment ${name}`,
      { versions: row ? versionsOf(row) : [] },
    );
    return this.deployments.undeploy(actorOf(credentials), row!, { reason });
  }

  async infer(
    credentials: BackstageCredentials,
    name: string,
    request: InferRequest,
  ): Promise<InferAnswer> {
    const row = await this.reader.find(name);
    await this.requireAbout(
      credentials,
      mlopsDeploymentInferPermission,
      row && asModel(row),
      `There is no deployment ${name}`,
      { versions: row?.version ? [row.version] : [] },
    );
    return this.reader.infer(row!, request);
  }

  /** The deployment, for who may read its model. */
  async requireReadable(credentials: BackstageCredentials, name: string): Promise<DeploymentRow> {
    const row = await this.reader.find(name);
    await this.authorizer.requireOn(
      credentials,
      mlopsModelReadPermission,
      row && { name: row.model, owner: row.owner },
      `There is no deployment ${name}`,
    );
    return row!;
  }

  private async toDeploy(
    credentials: BackstageCredentials,
    name: string,
    reason: string,
    about: (row: DeploymentRow) => About | Promise<About>,
  ): Promise<{ row: DeploymentRow; intent: Intent }> {
    const row = await this.reader.find(name);
    const stages = await this.requireAbout(
      credentials,
      mlopsDeploymentDeployPermission,
      row && asModel(row),
      `There is no deployment ${name}`,
      row ? await about(row) : { versions: [] },
    );
    return { row: row!, intent: { reason, stages } };
  }

  /** @returns the stages that it was granted for */
  private async requireAbout(
    credentials: BackstageCredentials,
    permission: Permission,
    model: { id: string; name: string; owner: string; environment: string } | undefined,
    notFound: string,
    { versions, follow }: About,
  ): Promise<ReadonlyMap<number, Stage>> {
    const stages = model
      ? await this.deployments.stagesOf(model.id, versions)
      : new Map<number, Stage>();
    const asked = new Set<Stage | undefined>([...stages.values(), ...(follow ? [follow] : [])]);
    for (const stage of asked.size > 0 ? asked : [undefined]) {
      await this.authorizer.requireOn(credentials, permission, model, notFound, {
        ...(stage && { stage }),
        ...(model && { environment: model.environment }),
      });
    }
    return stages;
  }
}
