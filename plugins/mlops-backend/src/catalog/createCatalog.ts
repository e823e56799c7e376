import type {
  AuthService,
  LoggerService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { MlopsConfig } from '../readMlopsConfig';
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
  registry: {
    registration: RegistrarParameters[1];
    artifacts: RegistrarParameters[4];
    limits: RegistrarParameters[5];
    models: ConstructorParameters<typeof EntityLinks>[1];
  },
) {
  const { catalog, auth, urlReader, logger } = services;
  const registrations = new DatabaseRegistrationStore(database);
  const registrar = new CatalogRegistrar(
    { catalog, auth, logger },
    registry.registration,
    registrations,
    new SourceReader(urlReader, config.fileRoots),
    registry.artifacts,
    registry.limits,
  );
  const links = new EntityLinks({ catalog, auth, logger }, registry.models);
  return {
    registrations,
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
