import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ModelServer } from '@mlops-backstage/model-server';
import type { Knex } from 'knex';
import { riskModel } from '../__testUtils__/files';
import { eventually } from '../__testUtils__/startMlops';
import { migrationsDirectory } from '../database/openDatabase';
import { ada, startDeployments } from '../deployments/__testUtils__/deployments';
import { AuditLog } from '../governance/AuditLog';
import { TokenPublisher } from './TokenPublisher';
import { TokenService } from './TokenService';
import { DatabaseTokenStore } from './TokenStore';
import { TokenUses } from './TokenUses';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('TokenPublisher, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseTokenStore;
  let uses: TokenUses;
  let server: ModelServer;
  let publisher: TokenPublisher;
  let tokens: TokenService;
  let started: Awaited<ReturnType<typeof startDeployments>>;
  const logger = mockServices.logger.mock();

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    started = await startDeployments(knex, ['None']);
    await started.create();
    store = new DatabaseTokenStore(knex);
    uses = new TokenUses(store, logger);
    server = await ModelServer.start({
      host: '127.0.0.1',
      port: 0,
      workers: 2,
      windowSeconds: 3600,
      flushIntervalMs: 200,
      authentication: 'tokens',
      limits: {
        maxBodyBytes: 1_000_000,
        maxRows: 100,
        maxTensorElements: 1_000,
        requestTimeoutMs: 1_000,
        maxEventTimeWindows: 1,
      },
      onWindows: () => {},
      onTokenUse: used => uses.record(used),
      logger,
    });
    const champion = { version: '1', artifactPath: riskModel, digest: 'risk' };
    await server.apply({
      generation: 1,
      routes: [
        { deployment: 'risk', revision: 1, champion, challengers: [], allowEventTime: false },
      ],
    });
    publisher = new TokenPublisher(store, server, logger);
    await publisher.start();
    tokens = new TokenService(
      knex,
      store,
      new AuditLog(),
      { takesTokens: () => true, publish: () => publisher.publish() },
      100,
    );
  });

  afterAll(async () => {
    await publisher?.stop();
    await server?.close();
    await uses?.settle();
  });

  const create = async () =>
    tokens.create(ada, await started.row(), { name: 'program', expiresInDays: 1 });

  /** The status of a question that needs a token. */
  const statusWith = async (secret?: string): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/v2/models/risk`, {
      headers: secret ? { authorization: `Bearer ${secret}` } : {},
    });
    await response.arrayBuffer();
    return response.status;
  };

  /** Several times, so that each worker answers. */
  const statusesWith = async (secret?: string) =>
    new Set(await Promise.all(Array.from({ length: 8 }, () => statusWith(secret))));

  it('has a token in force when it is told, and out of force when it is revoked', async () => {
    expect(await statusesWith()).toEqual(new Set([401]));
    const { token, secret } = await create();
    expect(await statusesWith(secret)).toEqual(new Set([200]));
    expect(await statusesWith(`${secret}x`)).toEqual(new Set([401]));
    await tokens.revoke(ada, await started.row(), token.id, 'leaked');
    expect(await statusesWith(secret)).toEqual(new Set([401]));
  });

  it('has the limits of a token in force when it is told, and out of force when they are taken away', async () => {
    const infer = async (secret: string) => {
      const response = await fetch(`http://127.0.0.1:${server.port}/v2/models/risk/infer`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: '{"inputs": []}',
      });
      await response.arrayBuffer();
      return response.status;
    };
    const statuses = async (secret: string) => {
      const asked = [];
      for (let request = 0; request < 4; request++) {
        asked.push(await infer(secret));
      }
      return asked;
    };
    const { token, secret } = await tokens.create(ada, await started.row(), {
      name: 'program',
      requestsPerSecond: 0.001,
    });
    // Let in and found wanting, then not let in.
    expect(await statuses(secret)).toEqual([400, 429, 429, 429]);
    await tokens.setLimits(ada, await started.row(), token.id, { reason: 'it is needed' });
    expect(await statuses(secret)).toEqual([400, 400, 400, 400]);
  });

  it('finds what another replica changed within two seconds', async () => {
    const { token, secret } = await create();
    const elsewhere = new TokenService(
      knex,
      store,
      new AuditLog(),
      { takesTokens: () => true, publish: async () => {} },
      100,
    );
    await elsewhere.revoke(ada, await started.row(), token.id, 'leaked');
    const since = Date.now();
    await eventually(async () => (await statusWith(secret)) === 401);
    // Two seconds, and one for a machine that has other things to do.
    expect(Date.now() - since).toBeLessThan(2_000);
  });

  it('goes on with what it knows while the database is away, and refuses what expires meanwhile', async () => {
    const { token, secret } = await create();
    const { token: short, secret: shortSecret } = await create();
    const expiresAt = new Date(Date.now() + 3_000);
    await knex('endpoint_tokens').where({ id: short.id }).update({ expires_at: expiresAt });
    await knex('endpoint_token_changes').increment('generation', 1);
    await publisher.publish();
    logger.warn.mockClear();
    await knex.schema.renameTable('endpoint_token_changes', 'away');
    try {
      await eventually(async () => logger.warn.mock.calls.length > 0);
      expect(await statusWith(secret)).toBe(200);
      await eventually(async () => (await statusWith(shortSecret)) === 401);
      expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
      expect(await statusWith(secret)).toBe(200);
    } finally {
      await knex.schema.renameTable('away', 'endpoint_token_changes');
    }
    await tokens.revoke(ada, await started.row(), token.id, 'over');
    expect(await statusWith(secret)).toBe(401);
  });

  it('keeps when a token was last used', async () => {
    const before = Date.now();
    const { token, secret } = await create();
    await statusWith(secret);
    const used = await eventually(async () => {
      const row = await store.find((await started.row()).id, token.id);
      return row!.last_used_at;
    });
    expect(used).toBeGreaterThanOrEqual(before);
    expect(used).toBeLessThanOrEqual(Date.now());
  });

  it('loses a use that the database does not take, and says so', async () => {
    const warnings = mockServices.logger.mock();
    const failing = new TokenUses(
      { touch: async () => Promise.reject(new Error('away')) } as unknown as DatabaseTokenStore,
      warnings,
    );
    failing.record([{ id: 'a', at: 1 }]);
    await failing.settle();
    expect(warnings.warn).toHaveBeenCalledWith(
      'Could not keep when 1 endpoint tokens were last used',
      expect.any(Error),
    );
  });
});
