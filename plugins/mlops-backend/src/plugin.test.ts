import { TestDatabases } from '@backstage/backend-test-utils';
import { startMlops } from './__testUtils__/startMlops';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** By which replicas of different versions of the plugin know them, and operators run them. */
const TASKS = [
  'collect-unused-artifacts',
  'expire-approvals',
  'expire-payloads',
  'look-by-alert-rules',
  'purge-deleted',
  'register-models-from-catalog',
  'remove-old-messages',
  'remove-old-predictions',
  'retrain',
  'roll-up-windows',
  'sign-audit-trail',
  'sum-up-days',
  'watch-bakes',
];

it.each(databases.eachSupportedId())('runs each task by its id, %s', async databaseId => {
  const mlops = await startMlops({
    knex: await databases.init(databaseId),
    isSigned: true,
  });
  try {
    for (const task of TASKS) {
      await expect(mlops.runTask(task)).resolves.toBeUndefined();
    }
    await expect(mlops.runTask('of-nobody')).rejects.toThrow('of-nobody');
  } finally {
    await mlops.stop();
  }
});
