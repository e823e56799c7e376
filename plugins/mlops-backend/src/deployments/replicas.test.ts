import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { ask, registerRisk } from '../__testUtils__/riskEndpoint';
import { eventually, startMlops } from '../__testUtils__/startMlops';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });

/** What the plugin promises. */
const IN_TIME_MS = 2_000;

type Replica = Awaited<ReturnType<typeof startMlops>>;

// SQLite has one connection, so only a server's database can have two replicas.
(databases.eachSupportedId().length > 0 ? describe : describe.skip)(
  'two replicas on one database',
  () => {
    let knex: Knex;
    let first: Replica;
    let second: Replica;
    let flight: object;

    beforeAll(async () => {
      knex = await databases.init('POSTGRES_15');
      first = await startMlops({ knex, authentication: 'tokens' });
      second = await startMlops({
        knex,
        authentication: 'tokens',
        directory: first.directory,
      });
      flight = await registerRisk(first);
    });

    afterAll(async () => {
      await second?.stop();
      await first?.stop();
    });

    /** Each replica says where its own server is. */
    const inferUrl = async ({ api }: Replica): Promise<string> =>
      (await api.get('/api/mlops/deployments/risk')).body.endpoint.inferUrl;

    const askWith = async (replica: Replica, secret?: string) =>
      ask(await inferUrl(replica), flight, secret ? { authorization: `Bearer ${secret}` } : {});

    const createToken = async ({ api }: Replica) => {
      const { status, body } = await api
        .post('/api/mlops/deployments/risk/tokens')
        .send({ name: 'program' });
      expect({ status, body }).toMatchObject({ status: 201 });
      return body as { token: { id: string }; secret: string };
    };

    const inTime = async (ask_: () => Promise<boolean>) => {
      const since = Date.now();
      await eventually(ask_);
      expect(Date.now() - since).toBeLessThan(IN_TIME_MS);
    };

    let token: { id: string };
    let secret: string;

    it('serve on one what was deployed on the other within two seconds', async () => {
      const created = await first.api.post('/api/mlops/deployments').send({
        name: 'risk',
        model: 'risk',
        version: 1,
        environment: 'production',
        follow: 'Production',
        reason: 'everywhere',
      });
      expect(created.body.error?.message).toMatch(/Version 1 is in None, and in production/);
      for (const to of ['Staging', 'Production']) {
        const moved = await first.api
          .post('/api/mlops/models/risk/versions/1/transitions')
          .send({ to, reason: 'good' });
        expect(moved.body).toMatchObject({ stage: to });
      }
      const deployed = await first.api.post('/api/mlops/deployments').send({
        name: 'risk',
        model: 'risk',
        version: 1,
        environment: 'production',
        follow: 'Production',
        reason: 'everywhere',
      });
      expect(deployed.body).toMatchObject({
        environment: 'production',
        endpoint: { needsToken: true },
      });
      ({ token, secret } = await createToken(first));
      // At once where it was made.
      expect((await askWith(first, secret)).status).not.toBe(401);
      await inTime(async () => (await askWith(second, secret)).status === 200);
      await inTime(async () => (await askWith(first, secret)).status === 200);
      await eventually(
        async () => (await first.api.get('/api/mlops/deployments/risk')).body.status === 'online',
      );
    });

    it('ask for a token, but not of who tries it in the portal', async () => {
      for (const replica of [first, second]) {
        expect(await askWith(replica)).toMatchObject({
          status: 401,
          body: { error: expect.stringMatching(/token/) },
        });
        const tried = await replica.api.post('/api/mlops/deployments/risk/infer').send(flight);
        expect(tried.status).toBe(200);
      }
    });

    it('serve on one what was promoted on the other within two seconds', async () => {
      for (const to of ['Staging', 'Production']) {
        const moved = await second.api
          .post('/api/mlops/models/risk/versions/2/transitions')
          .send({ to, reason: 'better' });
        expect(moved.body).toMatchObject({ stage: to });
      }
      await inTime(async () => (await askWith(first, secret)).version === '2');
      await inTime(async () => (await askWith(second, secret)).version === '2');
      const { body } = await first.api.get('/api/mlops/deployments/risk/revisions');
      expect(body.items[0]).toMatchObject({ revision: 2, action: 'promote', version: 2 });
    });

    it('refuse a token that one of them revoked: that one at once, the other within two seconds', async () => {
      const other = await createToken(second);
      await inTime(async () => (await askWith(first, other.secret)).status === 200);
      const revoked = await first.api.delete(
        `/api/mlops/deployments/risk/tokens/${token.id}?reason=leaked`,
      );
      expect(revoked.body).toMatchObject({ state: 'revoked' });
      const since = Date.now();
      expect((await askWith(first, secret)).status).toBe(401);
      await eventually(async () => (await askWith(second, secret)).status === 401);
      expect(Date.now() - since).toBeLessThan(IN_TIME_MS);
      // Others go on being let in.
      expect((await askWith(first, other.secret)).status).toBe(200);
      expect((await askWith(second, other.secret)).status).toBe(200);
    });

    it('refuse a token from when it expires, without being told', async () => {
      const { token: short, secret: expiring } = await createToken(first);
      const expiresAt = new Date(Date.now() + 4_000);
      await knex('endpoint_tokens').where({ id: short.id }).update({ expires_at: expiresAt });
      await knex('endpoint_token_changes').increment('generation', 1);
      await inTime(async () => (await askWith(second, expiring)).status === 200);
      for (const replica of [first, second]) {
        await eventually(async () => (await askWith(replica, expiring)).status === 401);
      }
      expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime());
      const { body } = await first.api.get('/api/mlops/deployments/risk/tokens');
      expect(body.items[0]).toMatchObject({ id: short.id, state: 'expired' });
    });

    it('refuse the token of another deployment', async () => {
      await first.api
        .post('/api/mlops/deployments')
        .send({ name: 'other', model: 'risk', version: 1, reason: 'to compare' });
      const { body } = await first.api
        .post('/api/mlops/deployments/other/tokens')
        .send({ name: 'program' });
      expect(await askWith(first, body.secret)).toMatchObject({ status: 403 });
    });

    it('find a leaked token by its beginning, and when it was last used', async () => {
      await eventually(async () => {
        const { body } = await second.api.get(
          `/api/mlops/tokens?prefix=${encodeURIComponent(secret.slice(0, 14))}`,
        );
        const [found] = body.items;
        return found.id === token.id && found.deployment === 'risk' && found.lastUsedAt;
      });
      const whole = await first.api.get(`/api/mlops/tokens?prefix=${secret}`);
      expect(whole.status).toBe(400);
    });
  },
);
