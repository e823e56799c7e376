import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsAuditCheckpointPermission,
  mlopsAuditReadPermission,
  mlopsModelAuditPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { AuditVerification, Checkpoint } from '@mlops-backstage/plugin-mlops-common';
import { actorOf } from './Actor';
import type { AuditFilter, AuditQuery } from './AuditStore';
import type { AuditTrail } from './AuditTrail';
import type { ExportFormat } from './export/exportTrail';
import type { ModelAuthorizer } from './ModelAuthorizer';

type Model = NonNullable<Parameters<ModelAuthorizer['requireOn']>[2]>;

/** Finds models, handed in by the area that owns them. */
export interface AuditedModels {
  findOrDeleted(name: string): Promise<Model | undefined>;
}

/** The audit trail for those who may read it: without what is about models that they may not read. */
export class AuthorizedAuditService {
  constructor(
    private readonly trail: AuditTrail,
    private readonly models: AuditedModels,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(credentials: BackstageCredentials, query: AuditQuery) {
    await this.authorizer.require(credentials, mlopsAuditReadPermission);
    return this.trail.list(query, await this.authorizer.readable(credentials));
  }

  /** What is about one model. */
  async listOfModel(
    credentials: BackstageCredentials,
    name: string,
    page: { limit: number; below?: number },
  ) {
    await this.authorizer.requireOn(
      credentials,
      mlopsModelAuditPermission,
      await this.models.findOrDeleted(name),
      `There is no model ${name}`,
    );
    return this.trail.list({ ...page, model: name }, 'all');
  }

  async verify(credentials: BackstageCredentials): Promise<AuditVerification> {
    await this.authorizer.require(credentials, mlopsAuditReadPermission);
    return this.trail.verify();
  }

  /** The text of a file, piece by piece. */
  async export(
    credentials: BackstageCredentials,
    format: ExportFormat,
    filter: AuditFilter,
  ): Promise<AsyncIterable<string>> {
    await this.authorizer.require(credentials, mlopsAuditReadPermission);
    return this.trail.export(format, filter, await this.authorizer.readable(credentials));
  }

  async listCheckpoints(
    credentials: BackstageCredentials,
    page: { limit: number; below?: number },
  ) {
    await this.authorizer.require(credentials, mlopsAuditReadPermission);
    return this.trail.listCheckpoints(page);
  }

  async createCheckpoint(credentials: BackstageCredentials): Promise<Checkpoint> {
    await this.authorizer.require(credentials, mlopsAuditCheckpointPermission);
    return this.trail.createCheckpoint(actorOf(credentials));
  }
}
