import type { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { PolicyReviewer } from '@mlops-backstage/plugin-mlops-node';
import type { GovernedModels } from '../governance/GovernedModels';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { AccessReview } from './AccessReview';
import { accessRoutes } from './accessRoutes';
import { AuthorizedAccessService } from './AuthorizedAccessService';
import type { AskedModels } from './AuthorizedAccessService';
import { CatalogPeople } from './CatalogPeople';
import { permissionsOff } from './permissionsOff';

/** What Backstage gives for it. */
interface Services {
  catalog: CatalogService;
  auth: AuthService;
  userInfo: UserInfoService;
}

/** Who may do what with a model, shown to who may see it. */
export function createAccess(
  services: Services,
  ports: {
    models: AskedModels;
    governedModels: GovernedModels;
    authorizer: ModelAuthorizer;
    environments: ReadonlyArray<{ name: string }>;
    /** Whether the permission framework is on: where it isn't, no policy decides. */
    isEnforced: boolean;
    /** Tells what the installed policy decides for others, where it can be asked. */
    policyReviewer: PolicyReviewer | undefined;
  },
) {
  const { catalog, auth, userInfo } = services;
  const { authorizer, environments, isEnforced, policyReviewer } = ports;
  const review = new AccessReview(
    authorizer,
    ports.governedModels,
    userInfo,
    environments.map(({ name }) => name),
    isEnforced ? policyReviewer : permissionsOff,
  );
  return {
    handlers: accessRoutes(
      new AuthorizedAccessService(
        review,
        new CatalogPeople(catalog, auth),
        ports.models,
        authorizer,
      ),
    ),
  };
}
