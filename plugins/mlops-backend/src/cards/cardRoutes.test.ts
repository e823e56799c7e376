import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { AuditLog } from '../governance/AuditLog';
import { DatabaseGovernedModels } from '../governance/GovernedModels';
import { ModelAuthorizer } from '../governance/ModelAuthorizer';
import { insertVersions, richSubject } from './__testUtils__/subjects';
import { AuthorizedCardService } from './AuthorizedCardService';
import { cardRoutes } from './cardRoutes';
import { CardService } from './CardService';
import { DatabaseCardStore } from './CardStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const credentials = mockCredentials.user('user:default/ada');
const path = { model: 'flight-delay-risk', version: 3 };

describe('cardRoutes', () => {
  let knex: Knex;
  let denied: string[];
  let routes: ReturnType<typeof cardRoutes>;
  let asked: string[][];

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: migrationsDirectory });
    const ids = await insertVersions(knex, path.model, [{ version: 3 }]);
    denied = [];
    asked = [];
    const decide = async (requests: Array<{ permission: { name: string } }>) =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
      })) as any;
    const authorizer = new ModelAuthorizer(
      { authorize: decide, authorizeConditional: decide },
      { getRuleByName: () => ({}) } as any,
      new DatabaseGovernedModels(knex),
    );
    const cards = new CardService(
      knex,
      new DatabaseCardStore(knex),
      { holdVersion: async () => true },
      new AuditLog(),
    );
    const models = {
      find: async (name: string) => (name === path.model ? richSubject.model : undefined),
    };
    const subjects = {
      findSubject: async (name: string, version: number) =>
        name === path.model && version === 3
          ? { ...richSubject, versionId: ids.get(3)! }
          : undefined,
    };
    routes = cardRoutes({
      cards: new AuthorizedCardService(cards, models, subjects, authorizer),
      datasetOwners: {
        async ownersOf(_, datasets) {
          asked.push(datasets);
          return new Map([['resource:default/nycflights13', 'group:default/data']]);
        },
      },
      documentationUrl: (model, version) => `https://portal.example/${model}/${version}`,
    });
  });

  const download = async (operation: 'getCardDocument' | 'getMlBom', query = {}) =>
    ((await routes[operation]({ path, query, credentials } as any)) as any).file;

  const write = (body: object, to = path) =>
    routes.writeCard({ path: to, body, credentials } as any);

  it('writes and reads cards', async () => {
    const written: any = await write({ basedOnRevision: 0, sections: { factors: 'a' } });
    expect(written).toMatchObject({
      status: 200,
      body: { revision: 1, writtenBy: 'user:default/ada' },
    });
    await write({ basedOnRevision: 1, sections: { factors: 'b' } });
    expect(await routes.getCard({ path, credentials, query: { revision: 1 } } as any)).toEqual(
      written,
    );
    expect(await routes.listCardRevisions({ path, credentials } as any)).toMatchObject({
      status: 200,
      body: { items: [{ revision: 2 }, { revision: 1, sections: ['factors'] }] },
    });
  });

  it.each([
    [{}, 'text/markdown; charset=utf-8', 'flight-delay-risk-3-card.md', /^# Model card: /],
    [
      { format: 'html' },
      'text/html; charset=utf-8',
      'flight-delay-risk-3-card.html',
      /^<!DOCTYPE html>/,
    ],
  ])('answers the document asked for by %j as a file', async (query, contentType, name, text) => {
    await write({ basedOnRevision: 0, sections: { factors: 'größer' } });
    const file = await download('getCardDocument', query);
    expect(file).toMatchObject({ contentType, name });
    expect(file.content).toMatch(text);
    expect(file.content).toContain('größer');
  });

  it('answers the bill of materials as a file', async () => {
    const file = await download('getMlBom');
    expect(file).toMatchObject({
      contentType: 'application/vnd.cyclonedx+json; version=1.6',
      name: 'flight-delay-risk-3.cdx.json',
    });
    const bom = JSON.parse(file.content);
    expect(bom.components[1].data[0].governance.owners).toEqual([
      { organization: { name: 'group:default/data' } },
    ]);
    expect(asked).toEqual([['resource:default/nycflights13']]);
    expect(bom.components[0].externalReferences).toContainEqual({
      type: 'documentation',
      url: 'https://portal.example/flight-delay-risk/3',
    });
  });

  it.each([
    [{ model: 'other', version: 3 }, 'There is no model other'],
    [{ model: path.model, version: 4 }, 'The model flight-delay-risk has no version 4'],
  ])('finds nothing at %j', async (elsewhere, message) => {
    const body = { basedOnRevision: 0, sections: { factors: 'a' } };
    for (const call of [
      () => routes.getCard({ path: elsewhere, credentials } as any),
      () => write(body, elsewhere),
      () => routes.listCardRevisions({ path: elsewhere, credentials } as any),
      () => routes.getCardDocument({ path: elsewhere, credentials } as any),
      () => routes.getMlBom({ path: elsewhere, credentials } as any),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'NotFoundError', message });
    }
  });

  it('tells nothing of a model to who may not read it, be it which versions there are', async () => {
    denied = ['mlops.model.read'];
    for (const version of [3, 4]) {
      await expect(
        routes.getCard({ path: { ...path, version }, credentials } as any),
      ).rejects.toMatchObject({
        name: 'NotFoundError',
        message: 'There is no model flight-delay-risk',
      });
    }
  });

  it('lets nobody write without the permission, but read', async () => {
    denied = ['mlops.card.update'];
    await expect(write({ basedOnRevision: 0, sections: { factors: 'a' } })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(await routes.getCard({ path, credentials } as any)).toMatchObject({ status: 200 });
    expect(await knex('audit_events')).toEqual([]);
  });
});
