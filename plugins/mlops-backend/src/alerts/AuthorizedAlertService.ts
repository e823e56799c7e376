import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  mlopsAlertRaisePermission,
  mlopsAlertUpdatePermission,
  mlopsModelReadPermission,
} from '@mlops-backstage/plugin-mlops-common';
import type { Alert, AlertRequest } from '@mlops-backstage/plugin-mlops-common';
import type { CursorPosition } from '../database/cursor';
import { actorOf } from '../governance/Actor';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { AlertService } from './AlertService';
import type { AlertQuery, AlertRow } from './AlertStore';
import { presentAlert } from './presentAlert';

type Permission = Parameters<ModelAuthorizer['requireOn']>[1];
type Model = NonNullable<Parameters<ModelAuthorizer['requireOn']>[2]> & { id: string };

/** Finds models that aren't deleted, handed in by the area that owns them. */
export interface FoundModels {
  find(name: string): Promise<Model | undefined>;
}

/** Who may do what with alerts: asked of the model that they warn of. */
export class AuthorizedAlertService {
  constructor(
    private readonly alerts: AlertService,
    private readonly models: FoundModels,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  async list(
    credentials: BackstageCredentials,
    query: AlertQuery,
    page: { limit: number; after?: CursorPosition },
  ) {
    return this.alerts.list(query, await this.authorizer.readable(credentials), page);
  }

  async get(credentials: BackstageCredentials, id: string): Promise<Alert> {
    return presentAlert(await this.require(credentials, mlopsModelReadPermission, id));
  }

  async raise(credentials: BackstageCredentials, name: string, request: AlertRequest) {
    await this.authorizer.requireOn(
      credentials,
      mlopsAlertRaisePermission,
      await this.models.find(name),
      `There is no model ${name}`,
    );
    return this.alerts.raise(actorOf(credentials), name, request);
  }

  async acknowledge(credentials: BackstageCredentials, id: string, reason: string) {
    const alert = await this.require(credentials, mlopsAlertUpdatePermission, id);
    return this.alerts.acknowledge(actorOf(credentials), alert, reason);
  }

  async resolve(credentials: BackstageCredentials, id: string, reason: string) {
    const alert = await this.require(credentials, mlopsAlertUpdatePermission, id);
    return this.alerts.resolve(actorOf(credentials), alert, reason);
  }

  private async require(
    credentials: BackstageCredentials,
    permission: Permission,
    id: string,
  ): Promise<AlertRow> {
    const alert = await this.alerts.find(id);
    await this.authorizer.requireOn(
      credentials,
      permission,
      alert && (await this.models.find(alert.model)),
      `There is no alert ${id}`,
    );
    return alert!;
  }
}
