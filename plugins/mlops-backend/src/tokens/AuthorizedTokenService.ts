import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsTokenManagePermission,
  mlopsTokenSearchPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type {
  NewToken,
  Token,
  TokenLimitsRequest,
  TokenRequest,
} from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { TokenDeployment, TokenService } from './TokenService';

/** A deployment with what permissions on it are asked of. */
export interface GovernedDeployment extends TokenDeployment {
  /** Owner of the model. */
  owner: string;
  environment: string;
}

/** Finds deployments of models that aren't deleted, handed in by the area that owns them. */
export interface DeploymentsByName {
  find(name: string): Promise<GovernedDeployment | undefined>;
}

/** Who may manage the tokens of an endpoint, and who may find out whose a leaked one is. */
export class AuthorizedTokenService {
  constructor(
    private readonly tokens: TokenService,
    private readonly deployments: DeploymentsByName,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(
    credentials: BackstageCredentials,
    deployment: string,
    page: { limit: number; after?: CursorPosition },
  ) {
    return this.tokens.list(await this.require(credentials, deployment), page);
  }

  async create(
    credentials: BackstageCredentials,
    deployment: string,
    request: TokenRequest,
  ): Promise<NewToken> {
    const row = await this.require(credentials, deployment);
    return this.tokens.create(actorOf(credentials), row, request);
  }

  async revoke(
    credentials: BackstageCredentials,
    deployment: string,
    id: string,
    reason: string,
  ): Promise<Token> {
    const row = await this.require(credentials, deployment);
    return this.tokens.revoke(actorOf(credentials), row, id, reason);
  }

  async setLimits(
    credentials: BackstageCredentials,
    deployment: string,
    id: string,
    limits: TokenLimitsRequest,
  ): Promise<Token> {
    const row = await this.require(credentials, deployment);
    return this.tokens.setLimits(actorOf(credentials), row, id, limits);
  }

  async find(credentials: BackstageCredentials, beginning: string): Promise<Token[]> {
    await this.authorizer.require(credentials, mlopsTokenSearchPermission);
    return this.tokens.find(beginning);
  }

  private async require(
    credentials: BackstageCredentials,
    name: string,
  ): Promise<GovernedDeployment> {
    const row = await this.deployments.find(name);
    await this.authorizer.requireOn(
      credentials,
      mlopsTokenManagePermission,
      row && { name: row.model, owner: row.owner },
      `There is no deployment ${name}`,
      row && { environment: row.environment },
    );
    return row!;
  }
}
