import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsDeploymentDeployPermission,
  mlopsDeploymentInferPermission,
  mlopsDeploymentUndeployPermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  Deployment,
  DeploymentRequest,
  InferRequest,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import type { InferAnswer } from '@mlops-backstage/plugin-mlops-node';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { DeploymentService } from './DeploymentService';
import type { DeploymentRow } from './DeploymentStore';

/** What the registry tells of versions, handed in by the area that owns them. */
export interface DescribedVersions {
  find(model: string, version: number): Promise<Version | undefined>;
}

/** Who may do what with deployments: asked of the model that they serve. */
export class AuthorizedDeploymentService {
  constructor(
    private readonly deployments: DeploymentService,
    private readonly versions: DescribedVersions,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(
    credentials: BackstageCredentials,
    filter: { model?: string },
    page: { limit: number; after?: CursorPosition },
  ) {
    return this.deployments.list(filter, await this.authorizer.readable(credentials), page);
  }

  async get(credentials: BackstageCredentials, name: string): Promise<Deployment> {
    return this.deployments.get(await this.require(credentials, mlopsModelReadPermission, name));
  }

  async describeEndpoint(credentials: BackstageCredentials, name: string): Promise<object> {
    const row = await this.require(credentials, mlopsModelReadPermission, name);
    const version =
      row.version === null ? undefined : await this.versions.find(row.model, row.version);
    return this.deployments.describeEndpoint(row, version);
  }

  async listRevisions(
    credentials: BackstageCredentials,
    name: string,
    page: { limit: number; below?: number },
  ) {
    const row = await this.require(credentials, mlopsModelReadPermission, name);
    return this.deployments.listRevisions(row, page);
  }

  async create(credentials: BackstageCredentials, request: DeploymentRequest): Promise<Deployment> {
    await this.authorizer.requireOn(
      credentials,
      mlopsDeploymentDeployPermission,
      await this.deployments.findModel(request.model),
      `There is no model ${request.model}`,
    );
    return this.deployments.create(actorOf(credentials), request);
  }

  async deploy(
    credentials: BackstageCredentials,
    name: string,
    version: number,
    reason: string,
  ): Promise<Deployment> {
    const row = await this.require(credentials, mlopsDeploymentDeployPermission, name);
    return this.deployments.deploy(actorOf(credentials), row, version, reason);
  }

  async undeploy(
    credentials: BackstageCredentials,
    name: string,
    reason: string,
  ): Promise<Deployment> {
    const row = await this.require(credentials, mlopsDeploymentUndeployPermission, name);
    return this.deployments.undeploy(actorOf(credentials), row, reason);
  }

  async infer(
    credentials: BackstageCredentials,
    name: string,
    request: InferRequest,
  ): Promise<InferAnswer> {
    return this.deployments.infer(
      await this.require(credentials, mlopsDeploymentInferPermission, name),
      request,
    );
  }

  /** The deployment, for who may read its model. */
  async requireReadable(credentials: BackstageCredentials, name: string): Promise<DeploymentRow> {
    return this.require(credentials, mlopsModelReadPermission, name);
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Parameters<ModelAuthorizer['requireOn']>[1],
    name: string,
  ): Promise<DeploymentRow> {
    const row = await this.deployments.find(name);
    await this.authorizer.requireOn(
      credentials,
      permission,
      row && { name: row.model, owner: row.owner },
      `There is no deployment ${name}`,
    );
    return row!;
  }
}
