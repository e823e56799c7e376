import { TestDatabases } from '@backstage/backend-test-utils';
import type { LifecyclePolicy, Stage } from '@mlops-backstage/plugin-mlops-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { ada, environments, startDeployments } from './__testUtils__/deployments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const why = { reason: 'because' };

describe.each(databases.eachSupportedId())('StageConsequences, %s', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  const start = (stages: Stage[], policy: Partial<LifecyclePolicy> = {}) =>
    startDeployments(knex, stages, policy);

  it('has a deployment that follows a stage serve who enters it, in one transaction', async () => {
    const started = await start(['Production', 'Staging', 'Production']);
    const { deployments, consequences, create, row, revisions, audit, transition, model } = started;
    await create({ environment: 'production', follow: 'Production' });
    await create({ name: 'other' });
    await deployments.setChallengers(ada, await row(), [2, 3], why);

    const change = { version: 2, from: 'Staging', to: 'Production' } as const;
    expect(await consequences.preview(model, change)).toEqual({
      consequences: [
        {
          kind: 'deploy',
          deployment: 'risk',
          version: 2,
          message:
            'risk in production follows Production: version 2 becomes its champion in place of version 1',
        },
      ],
    });
    expect(await revisions()).toHaveLength(2);
    await transition(2, 'Production');
    expect((await revisions())[0]).toMatchObject({
      revision: 3,
      action: 'promote',
      version: 2,
      challengers: [3],
      follow: 'Production',
      reason: 'to Production',
      createdBy: 'user:default/ada',
    });
    expect((await audit()).pop()).toMatchObject({
      action: 'deployment.promote',
      before: { version: 1, challengers: [2, 3] },
      after: { version: 2, challengers: [3] },
    });
    expect(await row('other')).toMatchObject({ revision: 1, version: 1 });
  });

  it('has one that was undeployed serve again what enters the stage that it follows', async () => {
    const { deployments, create, row, transition } = await start(['None', 'None']);
    await create({ follow: 'Staging' });
    await deployments.undeploy(ada, await row(), why);
    await transition(2, 'Staging');
    expect(await row()).toMatchObject({ version: 2, revision: 3 });
  });

  it('does nothing where nobody follows or serves', async () => {
    const { consequences, create, revisions, transition, model } = await start(['None', 'None']);
    await create({ follow: 'Production' });
    const change = { version: 2, from: 'None', to: 'Staging' } as const;
    expect(await consequences.preview(model, change)).toEqual({ consequences: [] });
    await transition(2, 'Staging');
    await transition(1, 'Staging');
    expect(await revisions()).toHaveLength(1);
  });

  it.each<[string, 1 | 2 | 3, string]>([
    [
      'champion',
      1,
      'Version 1 is the champion of risk, and in production the champion has to be in Production: deploy another version there or undeploy it first',
    ],
    [
      'canary',
      2,
      'Version 2 is the canary of risk, and in production the canary has to be in Production: take it from there first',
    ],
    [
      'challenger',
      3,
      'Version 3 is a challenger of risk, and in production a challenger has to be in Staging or Production: take it from there first',
    ],
  ])('refuses to move a %s where it may not serve', async (_, version, refusal) => {
    const started = await start(['Production', 'Production', 'Production']);
    const { deployments, consequences, create, row, revisions, transition, model } = started;
    await create({ environment: 'production' });
    await deployments.setCanary(ada, await row(), { version: 2, weight: 1 }, why);
    await deployments.setChallengers(ada, await row(), [3], why);
    const change = { version, from: 'Production', to: 'None' } as const;
    expect(await consequences.preview(model, change)).toEqual({ refusal, consequences: [] });
    await expect(transition(version, 'None')).rejects.toMatchObject({
      name: 'ConflictError',
      message: refusal,
    });
    expect(await revisions()).toHaveLength(3);
    // Challengers may be compared in Staging, and in development all but the archived ones serve.
    if (version === 3) {
      await transition(3, 'Staging');
    }
  });

  it('lets go of whoever may not serve any more, by policy, each with its revision and event', async () => {
    const started = await start(['Production', 'Production', 'Production'], {
      onArchive: 'undeploy',
    });
    const { deployments, consequences, create, row, revisions, audit, transition, model } = started;
    await create({ environment: 'production', follow: 'Production' });
    await deployments.setCanary(ada, await row(), { version: 2, weight: 1 }, why);
    await deployments.setChallengers(ada, await row(), [3], why);

    await transition(3, 'Archived');
    expect(await row()).toMatchObject({ version: 1, canary: { version: 2 }, challengers: [] });
    await transition(2, 'Staging');
    expect(await row()).toMatchObject({ version: 1, canary: null });
    expect(
      (await consequences.preview(model, { version: 1, from: 'Production', to: 'Archived' }))
        .consequences,
    ).toEqual([
      {
        kind: 'undeploy',
        deployment: 'risk',
        version: 1,
        message:
          'risk is undeployed: version 1 is its champion, and in production the champion has to be in Production',
      },
    ]);
    await transition(1, 'Archived');
    expect(await row()).toMatchObject({ version: null, follow: 'Production' });
    expect((await revisions()).map(({ action }) => action)).toEqual(
      ['archive', 'archive', 'archive', 'challenge', 'canary', 'deploy'], // prettier-ignore
    );
    expect((await audit()).slice(-3).map(({ action }) => action)).toEqual(
      Array(3).fill('deployment.archive'),
    );
  });

  it('refuses a promotion that a deployment follows and cannot serve', async () => {
    const { create, transition, consequences, model, row, over } = await start([
      'Production',
      'Staging',
    ]);
    await create({ environment: 'production', follow: 'Production' });
    await knex('versions').where({ version: 2 }).update({ format: 'xgboost', stored: false });
    const change = { version: 2, from: 'Staging', to: 'Production' } as const;
    const message =
      'risk follows Production, but can\'t serve version 2: The target "embedded" serves onnx from the registry, but version 2 is kept elsewhere, as xgboost';
    expect(await consequences.preview(model, change)).toEqual({
      refusal: message,
      consequences: [],
    });
    await expect(transition(2, 'Production')).rejects.toMatchObject({ message });
    // What isn't configured any more isn't changed, so it keeps nobody from being promoted.
    const without = over({ environments: environments.slice(0, 1) });
    await transition(2, 'Production', without);
    expect(await row()).toMatchObject({ revision: 1 });
  });

  it('treats an environment that is no longer configured as taking nobody', async () => {
    const { create, transition, over } = await start(['Production']);
    await create({ environment: 'production' });
    await expect(
      transition(1, 'Staging', over({ environments: environments.slice(0, 1) })),
    ).rejects.toMatchObject({
      message:
        'Version 1 is the champion of risk, and the environment production is no longer configured (there are development): undeploy it first',
    });
  });

  it('foresees what follows after earlier changes of the same transition', async () => {
    const { create, consequences, model } = await start(['Production', 'Staging']);
    await create({ environment: 'production', follow: 'Production' });
    const entering = { version: 2, from: 'Staging', to: 'Production' } as const;
    const leaving = { version: 1, from: 'Production', to: 'Archived' } as const;
    expect(await consequences.preview(model, leaving)).toMatchObject({
      refusal: expect.stringMatching(/Version 1 is the champion/),
    });
    expect(await consequences.preview(model, leaving, [entering])).toEqual({ consequences: [] });
  });

  it('never leaves serving what may not serve, whoever comes first', async () => {
    for (let round = 0; round < 8; round++) {
      const { deployments, create, row, transition, audit } = await start([
        'Production',
        'Production',
      ]);
      await create({ environment: 'production' });
      const present = await row();
      const [deployed, demoted] = await Promise.allSettled([
        deployments.deploy(ada, present, 2, why),
        transition(2, 'Staging'),
      ]);
      // One of the two came first, and the other one was refused.
      expect([deployed.status, demoted.status].sort()).toEqual(['fulfilled', 'rejected']);
      expect(await row()).toMatchObject(
        deployed.status === 'fulfilled' ? { version: 2, revision: 2 } : { version: 1, revision: 1 },
      );
      expect(await audit()).toHaveLength(deployed.status === 'fulfilled' ? 2 : 1);
    }
  });

  it('ends a promotion and an undeploy at once in one of two ways, both of them whole', async () => {
    for (let round = 0; round < 8; round++) {
      const { deployments, create, row, revisions, transition, audit } = await start([
        'Production',
        'Staging',
      ]);
      await create({ environment: 'production', follow: 'Production' });
      const present = await row();
      await Promise.all([transition(2, 'Production'), deployments.undeploy(ada, present, why)]);
      const actions = (await revisions()).map(({ action }) => action).reverse();
      const ends = { undeploy: { version: null }, promote: { version: 2 } };
      expect([
        ['deploy', 'promote', 'undeploy'],
        ['deploy', 'undeploy', 'promote'],
      ]).toContainEqual(actions);
      expect(await row()).toMatchObject({
        revision: 3,
        ...ends[actions[2] as keyof typeof ends],
      });
      expect((await audit()).map(({ action }) => action)).toEqual([
        'deployment.create',
        ...actions.slice(1).map(action => `deployment.${action}`),
      ]);
    }
  });
});
