import { createHash } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../database/openDatabase';
import { ada, startDeployments } from '../deployments/__testUtils__/deployments';
import { AuditLog } from '../governance/AuditLog';
import { TokenService } from './TokenService';
import { DatabaseTokenStore } from './TokenStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const DAY_MS = 24 * 3_600_000;
/** The most valid tokens of one deployment. */
const MOST = 6;

describe.each(databases.eachSupportedId())('TokenService, %s', databaseId => {
  let knex: Knex;
  let store: DatabaseTokenStore;
  let publish: jest.Mock<Promise<void>>;
  let tokens: TokenService;
  let started: Awaited<ReturnType<typeof startDeployments>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(async () => {
    started = await startDeployments(knex, ['None']);
    await started.create();
    await started.create({ name: 'plain', target: 'plain' });
    store = new DatabaseTokenStore(knex);
    publish = jest.fn(async () => {});
    tokens = new TokenService(
      knex,
      store,
      new AuditLog(),
      {
        takesTokens: target => target === 'embedded',
        publish,
      },
      MOST,
    );
  });

  const create = async (name = 'for the planner', change = {}) =>
    tokens.create(ada, await started.row(), { name, expiresInDays: 90, ...change });
  const events = () => knex('audit_events').where({ resource_kind: 'token' }).orderBy('seq');

  it('tells the secret once, and keeps nothing of it but its hash and its beginning', async () => {
    const before = Date.now();
    const { token, secret } = await create();
    expect(secret).toMatch(/^mlops_[A-Za-z0-9_-]{43}$/);
    expect(token).toMatchObject({
      name: 'for the planner',
      deployment: 'risk',
      model: 'risk',
      prefix: secret.slice(0, 12),
      state: 'valid',
      createdBy: 'user:default/ada',
    });
    expect(token).not.toHaveProperty('lastUsedAt');
    expect(Date.parse(token.expiresAt) - before - 90 * DAY_MS).toBeLessThan(60_000);
    const [row] = await knex('endpoint_tokens');
    expect(row.hash).toBe(createHash('sha256').update(secret).digest('hex'));
    // The random part is nowhere in the database.
    const everything = JSON.stringify([row, await knex('audit_events')]);
    expect(everything).not.toContain(secret.slice(12));
    expect(publish).toHaveBeenCalledTimes(1);
    expect((await create()).secret).not.toBe(secret);
  });

  it('keeps in the audit trail which token came and went, by id, name, beginning and expiry', async () => {
    const { token } = await create('crew', { expiresInDays: 1 });
    const revoked = await tokens.revoke(ada, await started.row(), token.id, 'leaked');
    expect(revoked).toMatchObject({ state: 'revoked', revokedBy: 'user:default/ada' });
    expect(publish).toHaveBeenCalledTimes(2);
    const [created, gone] = (await events()).slice(-2);
    const described = {
      name: 'crew',
      prefix: token.prefix,
      deployment: 'risk',
      expiresAt: token.expiresAt,
    };
    expect(created).toMatchObject({
      action: 'token.create',
      resource: token.id,
      model: 'risk',
      actor: 'user:default/ada',
    });
    expect(JSON.parse(created.after)).toEqual(described);
    expect(gone).toMatchObject({ action: 'token.revoke', resource: token.id, reason: 'leaked' });
    expect(JSON.parse(gone.before)).toEqual({ ...described, state: 'valid' });
    expect(JSON.parse(gone.after)).toEqual({ ...described, state: 'revoked' });

    // Again, by somebody else: nothing changes.
    const ben = { ref: 'user:default/ben' };
    const again = await tokens.revoke(ben, await started.row(), token.id, 'to be sure');
    expect(again).toEqual(revoked);
    expect((await events()).pop().reason).toBe('leaked');
  });

  it('limits what a token may ask, from the start or later, and gives the limits to servers', async () => {
    const limits = { requestsPerSecond: 0.5, maxConcurrentRequests: 3 };
    const { token } = await create('crew', limits);
    expect(token).toMatchObject(limits);
    expect(await store.listValid(new Date())).toMatchObject([{ id: token.id, ...limits }]);

    const row = await started.row();
    const change = { requestsPerSecond: 20, reason: 'it grew' };
    const changed = await tokens.setLimits(ada, row, token.id, change);
    expect(changed).toMatchObject({ id: token.id, requestsPerSecond: 20 });
    expect(changed).not.toHaveProperty('maxConcurrentRequests');
    const [served] = await store.listValid(new Date());
    expect(served.requestsPerSecond).toBe(20);
    expect(served).not.toHaveProperty('maxConcurrentRequests');
    expect(publish).toHaveBeenCalledTimes(2);

    const [made, limited] = (await events()).slice(-2);
    expect(JSON.parse(made.after)).toMatchObject(limits);
    expect(limited).toMatchObject({
      action: 'token.limit',
      resource: token.id,
      model: 'risk',
      reason: 'it grew',
    });
    expect(JSON.parse(limited.before)).toEqual(JSON.parse(made.after));
    expect(JSON.parse(limited.after)).toEqual({
      name: 'crew',
      prefix: token.prefix,
      deployment: 'risk',
      expiresAt: token.expiresAt,
      requestsPerSecond: 20,
    });

    // The same again is no change.
    const [before, fingerprint] = [await events(), await store.fingerprint()];
    expect(await tokens.setLimits(ada, row, token.id, change)).toEqual(changed);
    expect(await events()).toEqual(before);
    expect(await store.fingerprint()).toBe(fingerprint);
  });

  it('limits neither what is gone nor what is under another deployment', async () => {
    const { token } = await create();
    const row = await started.row();
    const change = { requestsPerSecond: 1, reason: 'too much' };
    await expect(
      tokens.setLimits(ada, await started.row('plain'), token.id, change),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await tokens.revoke(ada, row, token.id, 'leaked');
    await expect(tokens.setLimits(ada, row, token.id, change)).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'The token for the planner is revoked: it lets nobody in any more',
    });
  });

  it('makes no more valid tokens than a deployment may have, however many are asked for at once', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: MOST + 4 }, (_, index) => create(`token ${index}`)),
    );
    const made = asked.flatMap(one => (one.status === 'fulfilled' ? [one.value.token] : []));
    expect(made).toHaveLength(MOST);
    expect(asked.find(one => one.status === 'rejected')).toMatchObject({
      reason: {
        name: 'ConflictError',
        message:
          "risk has 6 valid tokens and may have 6: revoke one that isn't needed, or have mlops.tokens.maxPerEndpoint raised",
      },
    });
    // Those that let nobody in don't count, nor do those of another deployment.
    await started.create({ name: 'other' });
    await tokens.create(ada, await started.row('other'), { name: 'elsewhere' });
    await tokens.revoke(ada, await started.row(), made[0].id, 'not needed');
    await knex('endpoint_tokens').where({ id: made[1].id }).update({ expires_at: new Date() });
    await create('in its place');
    await create('in its place');
    await expect(create('too many')).rejects.toThrow('may have 6');
  });

  it('revokes a token once, however many do it at once', async () => {
    const { token } = await create();
    const row = await started.row();
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        tokens.revoke({ ref: `user:default/${index}` }, row, token.id, 'leaked'),
      ),
    );
    const revocations = (await events()).filter(
      event => event.action === 'token.revoke' && event.resource === token.id,
    );
    expect(revocations).toHaveLength(1);
    expect((await tokens.list(row, { limit: 1 })).items[0].revokedBy).toBe(revocations[0].actor);
  });

  it('finds no token under another deployment, and makes none where nobody asks for one', async () => {
    const { token } = await create();
    await started.create({ name: 'other' });
    await expect(
      tokens.revoke(ada, await started.row('other'), token.id, 'leaked'),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      tokens.create(ada, await started.row('plain'), { name: 'x', expiresInDays: 1 }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'The target "plain" of plain lets nobody in by endpoint tokens',
    });
  });

  it('lists a deployment’s tokens newest first, page by page, gone ones too', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.unshift((await create(`token ${index}`)).token.id);
    }
    // Two at the same time.
    await knex('endpoint_tokens')
      .whereIn('id', ids.slice(1, 3))
      .update({ created_at: new Date(0) });
    const row = await started.row();
    await tokens.revoke(ada, row, ids[4], 'old');
    const seen: string[] = [];
    let after: readonly [number, string] | undefined;
    for (;;) {
      const page = await tokens.list(row, { limit: 2, after });
      expect(page.totalItems).toBe(5);
      seen.push(...page.items.map(({ id }) => id));
      if (!page.more) {
        break;
      }
      const last = page.items[page.items.length - 1];
      after = [Date.parse(last.createdAt), last.id];
    }
    const sameTime = ids.slice(1, 3).sort().reverse();
    expect(seen).toEqual([ids[0], ids[3], ids[4], ...sameTime]);
  });

  it('tells expired ones apart, and gives servers only valid ones', async () => {
    const { token: valid } = await create('valid');
    const { token: expired } = await create('expired');
    const { token: revoked } = await create('revoked');
    await knex('endpoint_tokens').where({ id: expired.id }).update({ expires_at: new Date() });
    const row = await started.row();
    await tokens.revoke(ada, row, revoked.id, 'leaked');
    const { items } = await tokens.list(row, { limit: 10 });
    expect(Object.fromEntries(items.map(({ name, state }) => [name, state]))).toEqual({
      valid: 'valid',
      expired: 'expired',
      revoked: 'revoked',
    });
    expect(await store.listValid(new Date())).toEqual([
      {
        id: valid.id,
        deployment: 'risk',
        hash: (await knex('endpoint_tokens').where({ id: valid.id }).first()).hash,
        expiresAt: Date.parse(valid.expiresAt),
      },
    ]);
  });

  it('finds leaked secrets by their beginning, taken as it is', async () => {
    const of = async (prefix: string) => {
      const { token } = await create(prefix);
      await knex('endpoint_tokens').where({ id: token.id }).update({ prefix });
    };
    for (const prefix of ['mlops_aBcDeF', 'mlops_abcdef', 'mlops_a_cDeF', 'mlops_%BcDeF']) {
      await of(prefix);
    }
    const found = async (beginning: string) =>
      (await tokens.find(beginning)).map(({ prefix }) => prefix).sort();
    expect(await found('mlops_aB')).toEqual(['mlops_aBcDeF']);
    expect(await found('mlops_a_')).toEqual(['mlops_a_cDeF']);
    expect(await found('mlops_ab')).toEqual(['mlops_abcdef']);
    expect(await found('mlops__B')).toEqual([]);
    // More than is kept of it.
    expect(await found('mlops_aBcDeFgHiJ')).toEqual(['mlops_aBcDeF']);

    await knex('models').update({ deleted_at: new Date() });
    expect(await tokens.find('mlops_aBcDeF')).toMatchObject([{ model: 'risk', state: 'valid' }]);
  });

  it('answers at most 100 of them', async () => {
    const row = await started.row();
    await knex.transaction(async transaction => {
      for (let index = 0; index < 101; index++) {
        await store.insert(transaction, {
          deploymentId: row.id,
          name: 'many',
          prefix: 'mlops_xxxxxx',
          hash: String(index).padStart(64, '0'),
          createdBy: ada.ref,
          createdAt: new Date(),
          expiresAt: new Date(Date.now() + DAY_MS),
          limits: { requests_per_second: null, max_concurrent_requests: null },
        });
      }
    });
    expect(await tokens.find('mlops_xx')).toHaveLength(100);
  });

  it('keeps the latest use of each token, and says nothing of it in the audit trail', async () => {
    const [{ token: a }, { token: b }, { token: c }] = [
      await create('a'),
      await create('b'),
      await create('c'),
    ];
    const before = await events();
    const gone = '00000000-0000-4000-8000-000000000000';
    await store.touch([
      { id: a.id, at: 2_000 },
      { id: b.id, at: 3_000 },
      { id: gone, at: 1 },
    ]);
    await Promise.all([
      store.touch([
        { id: a.id, at: 1_000 },
        { id: b.id, at: 9_000 },
      ]),
      store.touch([
        { id: a.id, at: 5_000 },
        { id: b.id, at: 4_000 },
      ]),
    ]);
    await store.touch([]);
    const { items } = await tokens.list(await started.row(), { limit: 10 });
    const lastUse = (id: string) => items.find(one => one.id === id)!.lastUsedAt;
    expect(lastUse(a.id)).toBe(new Date(5_000).toISOString());
    expect(lastUse(b.id)).toBe(new Date(9_000).toISOString());
    expect(lastUse(c.id)).toBeUndefined();
    expect(await events()).toEqual(before);
  });

  it('keeps uses of more tokens than one statement takes', async () => {
    const { token } = await create();
    const others = Array.from({ length: 1_200 }, (_, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      at: index,
    }));
    await store.touch([...others, { id: token.id, at: 7_000 }]);
    const { items } = await tokens.list(await started.row(), { limit: 1 });
    expect(items[0].lastUsedAt).toBe(new Date(7_000).toISOString());
  });

  it('goes with its model, and tells replicas of everything that comes or goes', async () => {
    const fingerprints = [await store.fingerprint()];
    const { token } = await create();
    fingerprints.push(await store.fingerprint());
    await tokens.revoke(ada, await started.row(), token.id, 'leaked');
    fingerprints.push(await store.fingerprint());
    await knex.transaction(transaction => tokens.forgetModel(transaction, started.model.id));
    fingerprints.push(await store.fingerprint());
    expect(new Set(fingerprints).size).toBe(4);
    expect(await knex('endpoint_tokens')).toEqual([]);
    await knex.transaction(transaction => tokens.forgetModel(transaction, started.model.id));
    await store.touch([{ id: token.id, at: 1 }]);
    expect(await store.fingerprint()).toBe(fingerprints[3]);
  });

  it('leaves no token without its audit event, nor the other way round', async () => {
    const failing = new TokenService(
      knex,
      store,
      {
        append: async () => {
          throw new Error('the chain is broken');
        },
      } as unknown as AuditLog,
      { takesTokens: () => true, publish },
      MOST,
    );
    const fingerprint = await store.fingerprint();
    await expect(
      failing.create(ada, await started.row(), { name: 'x', expiresInDays: 1 }),
    ).rejects.toThrow('the chain is broken');
    expect(await knex('endpoint_tokens')).toEqual([]);
    expect(await store.fingerprint()).toBe(fingerprint);
    expect(publish).not.toHaveBeenCalled();
  });
});
