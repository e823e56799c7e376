import type {
  AuthService,
  LoggerService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import type { MlopsConfig } from '../readMlopsConfig';
import { AuthorizedRegistrations, catalogRoutes } from './catalogRoutes';
import { CatalogRegistrar } from './CatalogRegistrar';
import { EntityLinks } from './EntityLinks';
import { DatabaseRegistrationStore } from './RegistrationStore';
import { SourceReader } from './SourceReader';

/** What Backstage gives for it. */
interface Services {
  catalog: CatalogService;
  auth: AuthService;
  urlReader: UrlReaderService;
  logger: LoggerService;
}

type RegistrarParameters = ConstructorParameters<typeof CatalogRegistrar>;

/** Where the catalog's entities become models of the registry, and models find the entity that stands for them. */
export function createCatalog(
  database: Knex,
  config: MlopsConfig['catalog'],
  services: Services,
  ports: {
    registration: RegistrarParameters[1];
    uploads: RegistrarParameters[4];
    models: ConstructorParameters<typeof EntityLinks>[1];
    authorizer: ModelAuthorizer;
  },
) {
  const { catalog, auth, urlReader, logger } = services;
  const registrations = new DatabaseRegistrationStore(database);
  const registrar = new CatalogRegistrar(
    { catalog, auth, logger },
    ports.registration,
    registrations,
    new SourceReader(urlReader, config.fileRoots),
    ports.uploads,
  );
  const links = new EntityLinks({ catalog, auth, logger }, ports.models);
  return {
    handlers: catalogRoutes(new AuthorizedRegistrations(registrations, ports.authorizer)),
    schedule: (scheduler: SchedulerService) =>
      scheduler.scheduleTask({
        id: 'register-models-from-catalog',
        frequency: config.refreshInterval,
        timeout: { minutes: 30 },
        initialDelay: { seconds: 3 },
        async fn() {
          await registrar.run();
          await links.run();
        },
      }),
  };
}
