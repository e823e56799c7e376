import type { Knex } from 'knex';
import type { AuditLog } from '../governance/AuditLog';
import type { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { AuthorizedCardService } from './AuthorizedCardService';
import { cardRoutes } from './cardRoutes';
import type { DatasetOwners } from './cardRoutes';
import { CardService } from './CardService';
import { DatabaseCardStore } from './CardStore';
import type { CardedModels, CardSubjects } from './CardSubject';

/** Model cards over a database. */
export function createCards(
  database: Knex,
  ports: {
    models: CardedModels;
    subjects: CardSubjects;
    datasetOwners: DatasetOwners;
    authorizer: ModelAuthorizer;
    audit: AuditLog;
    /** Without a slash at its end. */
    portalUrl: string;
  },
) {
  const { models, subjects, datasetOwners, authorizer, audit, portalUrl } = ports;
  const cards = new CardService(database, new DatabaseCardStore(database), models, audit);
  return {
    cards,
    handlers: cardRoutes({
      cards: new AuthorizedCardService(cards, models, subjects, authorizer),
      datasetOwners,
      documentationUrl: (model, version) => `${portalUrl}/mlops/compare?v=${model}@${version}`,
    }),
  };
}
