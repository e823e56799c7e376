import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { mlopsModelReadPermission } from '@mlops-backstage/plugin-mlops-common';
import type { Registration } from '@mlops-backstage/plugin-mlops-common';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { Handlers } from '../http/contract';
import type { RegistrationStore } from './RegistrationStore';

/** Who may see how a registration went: whoever may read a model of that name and owner. */
export class AuthorizedRegistrations {
  constructor(
    private readonly registrations: RegistrationStore,
    private readonly authorizer: ModelAuthorizer,
  ) {}

  /** @throws `NotFoundError` */
  async get(credentials: BackstageCredentials, entityRef: string): Promise<Registration> {
    const found = await this.registrations.find(entityRef);
    const notFound = `No model was registered from ${entityRef}`;
    await this.authorizer.requireOn(
      credentials,
      mlopsModelReadPermission,
      found && { name: found.model, owner: found.owner },
      notFound,
    );
    if (!found) {
      throw new NotFoundError(notFound);
    }
    const { owner, fingerprint, ...registration } = found;
    return registration;
  }
}

/** Registrations over HTTP. */
export function catalogRoutes(registrations: AuthorizedRegistrations): Handlers<'getRegistration'> {
  return {
    async getRegistration({ credentials, path }) {
      const entityRef = `${path.kind}:${path.namespace}/${path.name}`.toLocaleLowerCase('en-US');
      return { status: 200, body: await registrations.get(credentials, entityRef) };
    },
  };
}
