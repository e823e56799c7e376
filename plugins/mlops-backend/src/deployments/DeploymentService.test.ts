import { TestDatabases } from '@backstage/backend-test-utils';
import type { Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { ada, environments, startDeployments } from './__testUtils__/deployments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const why = { reason: 'because' };

describe.each(databases.eachSupportedId())('DeploymentService, %s', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  const start = (stages: Stage[] = ['Production', 'Production', 'Staging', 'None', 'Archived']) =>
    startDeployments(knex, stages);

  it('makes of every change a revision with the whole configuration and what differs', async () => {
    const { deployments, create, row, revisions, audit } = await start();
    await create({ environment: 'production', follow: 'Production' });
    await deployments.setCanary(ada, await row(), { version: 2, weight: 12.5 }, why);
    await deployments.setChallengers(ada, await row(), [3], why);
    await deployments.configure(ada, await row(), { follow: null }, why);
    const deployed = await deployments.deploy(ada, await row(), 2, why);
    expect(deployed).toMatchObject({ environment: 'production', version: 2, challengers: [3] });
    expect(deployed).not.toHaveProperty('canary');
    await deployments.undeploy(ada, await row(), why);

    const change = (field: string, before: string | null, after: string | null) => ({
      field,
      before,
      after,
    });
    expect(await revisions()).toMatchObject([
      {
        revision: 6,
        action: 'undeploy',
        challengers: [],
        changes: [change('champion', 'v2', null), change('challengers', 'v3', null)],
      },
      {
        revision: 5,
        action: 'deploy',
        version: 2,
        challengers: [3],
        changes: [change('champion', 'v1', 'v2'), change('canary', 'v2, 12.5 %', null)],
      },
      { revision: 4, action: 'configure', changes: [change('follow', 'Production', null)] },
      {
        revision: 3,
        action: 'challenge',
        version: 1,
        canary: { version: 2, weight: 12.5 },
        challengers: [3],
        follow: 'Production',
        changes: [change('challengers', null, 'v3')],
      },
      { revision: 2, action: 'canary', changes: [change('canary', null, 'v2, 12.5 %')] },
      {
        revision: 1,
        action: 'deploy',
        changes: [change('champion', null, 'v1'), change('follow', null, 'Production')],
        createdBy: 'user:default/ada',
        reason: 'to begin with',
      },
    ]);
    const events = await audit();
    expect(events.map(event => event.action)).toEqual(
      ['create', 'canary', 'challenge', 'configure', 'deploy', 'undeploy'].map(
        action => `deployment.${action}`,
      ),
    );
    expect(events[4]).toMatchObject({
      before: { revision: 4, version: 1, canary: { version: 2, weight: 12.5 }, challengers: [3] },
      after: { revision: 5, version: 2, canary: null, challengers: [3], follow: null },
    });
  });

  it('has a page of revisions know what the one before its last was', async () => {
    const { deployments, reader, create, row } = await start();
    await create();
    await deployments.deploy(ada, await row(), 2, why);
    await deployments.deploy(ada, await row(), 3, why);
    const page = await reader.listRevisions(await row(), { limit: 1, below: 3 });
    expect(page).toMatchObject({
      items: [{ revision: 2, changes: [{ field: 'champion', before: 'v1', after: 'v2' }] }],
      more: true,
      totalItems: 3,
    });
  });

  it('makes no revision of what changes nothing', async () => {
    const { deployments, create, row, revisions, audit } = await start();
    await create();
    await deployments.setChallengers(ada, await row(), [3, 2], why);
    await deployments.deploy(ada, await row(), 1, why);
    await deployments.setChallengers(ada, await row(), [2, 3], why);
    await deployments.removeCanary(ada, await row(), why);
    await deployments.configure(ada, await row(), { follow: null }, why);
    await deployments.rollBack(ada, await row(), 2, why);
    expect((await revisions()).map(one => one.revision)).toEqual([2, 1]);
    expect(await audit()).toHaveLength(2);
    await deployments.undeploy(ada, await row(), why);
    await deployments.undeploy(ada, await row(), why);
    await deployments.setChallengers(ada, await row(), [], why);
    expect(await revisions()).toHaveLength(3);
  });

  it('takes a challenger that becomes champion from the challengers', async () => {
    const { deployments, create, row } = await start();
    await create();
    await deployments.setChallengers(ada, await row(), [2, 3], why);
    expect(await deployments.deploy(ada, await row(), 2, why)).toMatchObject({
      version: 2,
      challengers: [3],
    });
  });

  it.each<[string, object, RegExp, string]>([
    ['a version that is not there', { version: 9 }, /no version 9/, 'NotFoundError'],
    ['a model that is not there', { model: 'none' }, /no model none/, 'NotFoundError'],
    [
      'an environment that is not there',
      { environment: 'moon' },
      /no environment "moon"; configured: development, production/,
      'InputError',
    ],
    ['a target that is not there', { target: 'moon' }, /installed: embedded, plain/, 'InputError'],
    [
      'a stage that the environment does not take',
      { version: 3, environment: 'production' },
      /^Version 3 is in Staging, and in production the champion has to be in Production: move it to another stage, or serve it in development$/,
      'ConflictError',
    ],
    [
      'a stage that no environment takes',
      { version: 5 },
      /^Version 5 is in Archived, and in development the champion has to be in None, Staging or Production: move it to another stage$/,
      'ConflictError',
    ],
    [
      'a followed stage that the environment does not take',
      { environment: 'production', follow: 'Staging' },
      /can't follow Staging: versions have to be in Production/,
      'InputError',
    ],
  ])('refuses to create a deployment with %s', async (_, change, message, name) => {
    const { create, reader } = await start();
    await expect(create(change)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    expect(await reader.find('risk')).toBeUndefined();
  });

  it('goes to the first environment, and takes a name once', async () => {
    const { create } = await start();
    expect(await create()).toMatchObject({ environment: 'development', challengers: [] });
    await expect(create()).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'There is a deployment risk already',
    });
  });

  it('refuses roles that nobody could serve, and changes nothing', async () => {
    const { deployments, create, row, revisions } = await start();
    await create();
    const refuse = async (change: Promise<unknown>, message: RegExp) => {
      await expect(change).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(message),
      });
    };
    const setCanary = async (version: number) =>
      deployments.setCanary(ada, await row(), { version, weight: 10 }, why);
    await refuse(setCanary(1), /is the champion of risk, so it can't be canary/);
    await refuse(
      deployments.setChallengers(ada, await row(), [1, 2], why),
      /is the champion of risk, so it can't be a challenger/,
    );
    await setCanary(2);
    await refuse(
      deployments.setChallengers(ada, await row(), [2], why),
      /Version 2 can't be canary and challenger of risk at once/,
    );
    await refuse(setCanary(5), /Version 5 is in Archived, and in development the canary has to/);
    await expect(setCanary(9)).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(await revisions()).toHaveLength(2);

    await deployments.undeploy(ada, await row(), why);
    await refuse(setCanary(2), /serves nothing: deploy a version first/);
    await refuse(deployments.setChallengers(ada, await row(), [2], why), /serves nothing/);
  });

  it('takes challengers, but no canary, of a stage that may only be compared', async () => {
    const { deployments, create, row } = await start();
    await create({ environment: 'production' });
    await expect(
      deployments.setCanary(ada, await row(), { version: 3, weight: 1 }, why),
    ).rejects.toMatchObject({ message: expect.stringMatching(/canary has to be in Production/) });
    expect(await deployments.setChallengers(ada, await row(), [3], why)).toMatchObject({
      challengers: [3],
    });
    await expect(deployments.setChallengers(ada, await row(), [4], why)).rejects.toMatchObject({
      message: expect.stringMatching(/a challenger has to be in Staging or Production/),
    });
  });

  it('goes on with who serves already where the rules have become stricter', async () => {
    const { deployments, create, row, setStage } = await start();
    await create();
    await deployments.setChallengers(ada, await row(), [3], why);
    await setStage(3, 'Archived');
    expect(
      await deployments.setCanary(ada, await row(), { version: 2, weight: 1 }, why),
    ).toMatchObject({ canary: { version: 2 }, challengers: [3] });
  });

  it('asks of a target what it can do', async () => {
    const { deployments, create, row } = await start();
    const created = await create({ target: 'plain' });
    expect(created.endpoint).toMatchObject({ needsToken: false });
    await expect(
      deployments.setCanary(ada, await row(), { version: 2, weight: 1 }, why),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: 'The target "plain" can\'t serve a canary',
    });
    await expect(deployments.setChallengers(ada, await row(), [2], why)).rejects.toMatchObject({
      message: 'The target "plain" can\'t serve challengers',
    });
  });

  it('refuses a version that went to another stage since it was allowed', async () => {
    const { deployments, create, row } = await start();
    await create();
    await expect(
      deployments.deploy(ada, await row(), 2, { ...why, stages: new Map([[2, 'Staging']]) }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'Version 2 went from Staging to Production meanwhile: look again',
    });
  });

  describe('in an environment that is no longer configured', () => {
    it('is shown and can be undeployed, nothing else', async () => {
      const { create, row, over } = await start();
      await create({ environment: 'production' });
      const { deployments, reader } = over({ environments: environments.slice(0, 1) });
      expect(await reader.get(await row())).toMatchObject({
        environment: 'production',
        version: 1,
      });
      for (const change of [
        deployments.deploy(ada, await row(), 2, why),
        deployments.setChallengers(ada, await row(), [2], why),
        deployments.configure(ada, await row(), { follow: 'Production' }, why),
      ]) {
        await expect(change).rejects.toMatchObject({
          name: 'ConflictError',
          message:
            'The environment production of risk is no longer configured (there are development): it can be undeployed, nothing else',
        });
      }
      await deployments.undeploy(ada, await row(), why);
      await expect(deployments.rollBack(ada, await row(), 1, why)).rejects.toMatchObject({
        name: 'ConflictError',
      });
      expect(await row()).toMatchObject({ version: null, revision: 2 });
    });
  });

  describe('rolling back', () => {
    it('serves again all that a revision served, from wherever', async () => {
      const { deployments, create, row, revisions, audit } = await start();
      await create({ follow: 'Staging' });
      await deployments.setCanary(ada, await row(), { version: 2, weight: 5 }, why);
      await deployments.setChallengers(ada, await row(), [3], why);
      await deployments.configure(ada, await row(), { follow: null }, why);
      await deployments.deploy(ada, await row(), 4, why);
      await deployments.undeploy(ada, await row(), why);
      const whole = {
        version: 1,
        canary: { version: 2, weight: 5 },
        challengers: [3],
        follow: 'Staging',
      };
      expect(await deployments.rollBack(ada, await row(), 3, why)).toMatchObject({
        ...whole,
        revision: 7,
      });
      expect((await revisions())[0]).toMatchObject({
        ...whole,
        action: 'rollback',
        rolledBackTo: 3,
      });
      expect((await audit()).pop()).toMatchObject({
        action: 'deployment.rollback',
        before: { revision: 6, version: null },
        after: { ...whole, revision: 7, rolledBackTo: 3 },
      });
    });

    it.each<[string, (started: Awaited<ReturnType<typeof start>>) => Promise<void>, RegExp]>([
      [
        'the champion was archived',
        ({ setStage }) => setStage(1, 'Archived'),
        /^Revision 2 can't be served again: Version 1 is in Archived, and in production the champion/,
      ],
      [
        'the champion was deleted',
        ({ deleteVersion }) => deleteVersion(1),
        /^Revision 2 can't be served again: The model risk has no version 1$/,
      ],
      [
        'a challenger was demoted',
        ({ setStage }) => setStage(3, 'None'),
        /Version 3 is in None, and in production a challenger has to be in Staging or Production/,
      ],
    ])('is refused when %s', async (_, happen, message) => {
      const started = await start();
      const { deployments, create, row, revisions } = started;
      await create({ environment: 'production' });
      await deployments.setChallengers(ada, await row(), [3], why);
      await deployments.deploy(ada, await row(), 2, why);
      await deployments.setChallengers(ada, await row(), [], why);
      await happen(started);
      await expect(deployments.rollBack(ada, await row(), 2, why)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(message),
      });
      expect(await revisions()).toHaveLength(4);
    });

    it('is refused to what served nothing, and to what never was', async () => {
      const { deployments, create, row } = await start();
      await create();
      await deployments.undeploy(ada, await row(), why);
      await deployments.deploy(ada, await row(), 2, why);
      await expect(deployments.rollBack(ada, await row(), 2, why)).rejects.toMatchObject({
        name: 'ConflictError',
        message: 'Revision 2 of risk served nothing: undeploy it',
      });
      await expect(deployments.rollBack(ada, await row(), 9, why)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });
  });

  it('numbers 20 changes made at once without a gap, each with its audit event', async () => {
    const { deployments, create, row, revisions, audit } = await start([
      'None',
      'None',
      'None',
      'None',
    ]);
    await create();
    const present = await row();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        deployments.setCanary(ada, present, { version: 2 + (index % 3), weight: index + 1 }, why),
      ),
    );
    const numbers = Array.from({ length: 21 }, (_, index) => index + 1);
    expect((await revisions()).map(one => one.revision).reverse()).toEqual(numbers);
    const events = await audit();
    expect(events.map(({ after }) => after.revision)).toEqual(numbers);
    expect(events.slice(1).map(({ before }) => before.revision)).toEqual(numbers.slice(0, 20));
    // What one made is what the next one found.
    events.slice(1).forEach((event, index) => {
      const { revision, canary } = events[index].after;
      expect(event.before).toMatchObject({ revision, canary });
    });
  });

  it('counts canaries and challengers as served', async () => {
    const { deployments, reader, create, row, model } = await start([
      'None',
      'None',
      'None',
      'None',
    ]);
    await create();
    await create({ name: 'spare', version: 4 });
    await deployments.undeploy(ada, await row('spare'), why);
    await deployments.setCanary(ada, await row(), { version: 2, weight: 1 }, why);
    await deployments.setChallengers(ada, await row(), [3], why);
    const servedBy = (version?: number) =>
      knex.transaction(transaction => reader.servedBy(transaction, model.id, version));
    expect(await Promise.all([servedBy(), servedBy(1), servedBy(2), servedBy(3)])).toEqual(
      Array(4).fill(['risk']),
    );
    expect(await servedBy(4)).toEqual([]);
  });

  it('lists by environment and by the beginning of a name', async () => {
    const { create, reader } = await start();
    await create({ name: 'late-flights', environment: 'production' });
    await create({ name: 'early-flights' });
    const names = async (filter: object) => {
      const { items, totalItems } = await reader.list(filter, 'all', { limit: 10 });
      expect(items).toHaveLength(totalItems);
      return items.map(({ name }) => name);
    };
    expect(await names({})).toEqual(['early-flights', 'late-flights']);
    expect(await names({ environment: 'production' })).toEqual(['late-flights']);
    expect(await names({ environment: 'staging' })).toEqual([]);
    expect(await names({ search: 'EARLY' })).toEqual(['early-flights']);
    expect(await names({ search: 'ris' })).toEqual(['early-flights', 'late-flights']);
    expect(await names({ search: 'flights' })).toEqual([]);
    expect(await names({ search: '_arly' })).toEqual([]);
    expect(await names({ search: 'ris', environment: 'development', model: 'risk' })).toEqual([
      'early-flights',
    ]);
  });
});
