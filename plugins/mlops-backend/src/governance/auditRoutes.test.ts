import { createPublicKey } from 'node:crypto';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { riskMetadata, riskModel } from '../__testUtils__/files';
import { signingKey, startMlops } from '../__testUtils__/startMlops';
import { verifyExport } from './export/verifyExport';
import { createModelConditionalDecision, modelConditions } from './modelRules';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
/** May read the whole trail, but of the models only `risk`. */
const reviewer = 'user:default/reviewer';
/** May read `risk` and its trail, and nothing of the trail as a whole. */
const owner = 'user:default/owner';

describe('the audit trail over HTTP', () => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    mlops = await startMlops({
      knex,
      isSigned: true,
      policy: (permission, user) => {
        if (user === owner && permission.name.startsWith('mlops.audit.')) {
          return { result: AuthorizeResult.DENY };
        }
        const isOnModel = permission.type === 'resource';
        return isOnModel && (user === reviewer || user === owner)
          ? createModelConditionalDecision(
              permission as any,
              modelConditions.hasName({ names: ['risk'] }),
            )
          : { result: AuthorizeResult.ALLOW };
      },
    });
    for (const name of ['risk', 'secret', 'gone']) {
      await mlops.api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify({ ...riskMetadata, name }))
        .attach('artifact', riskModel);
    }
    await knex('models').where({ name: 'gone' }).delete();
    await mlops.api
      .patch('/api/mlops/models/risk')
      .set('authorization', mockCredentials.user.header('user:default/ada'))
      .send({ description: 'in other words' });
  });

  afterAll(() => mlops.stop());

  const get = (path: string, user?: string) =>
    mlops.api
      .get(`/api/mlops${path}`)
      .set(user ? { authorization: mockCredentials.user.header(user) } : {});
  const modelsOf = (items: any[]) => [...new Set(items.map(item => item.model))].sort();

  it('leaves out models that may not be read, and those that are gone', async () => {
    const all = await get('/audit/events');
    expect(modelsOf(all.body.items)).toEqual(['gone', 'risk', 'secret']);
    // An event about no model.
    await get('/audit/checkpoints', owner);
    const seen = await get('/audit/events?limit=100', reviewer);
    expect(modelsOf(seen.body.items)).toEqual(['risk', undefined]);
    const asked = await get('/audit/events?model=secret', reviewer);
    expect(asked.body.items).toEqual([]);
    const csv = await get('/audit/export?format=csv', reviewer);
    expect(csv.text).toContain('risk');
    expect(csv.text).not.toMatch(/secret|gone/);
    const jsonl = await get('/audit/export', reviewer).buffer(true);
    expect(jsonl.text).not.toMatch(/"secret|"gone/);
    expect(jsonl.text).toContain('"complete":false');
  });

  it('of one model is read by who may audit that', async () => {
    const first = await get('/models/risk/audit-events?limit=1', owner);
    expect(first.body.items).toMatchObject([
      { action: 'model.update', actor: 'user:default/ada', model: 'risk' },
    ]);
    const rest = await get(`/models/risk/audit-events?cursor=${first.body.nextCursor}`, owner);
    expect(modelsOf(rest.body.items)).toEqual(['risk']);
    expect(rest.body).not.toHaveProperty('nextCursor');
    for (const path of ['/models/secret/audit-events', '/models/none/audit-events']) {
      expect((await get(path, owner)).status).toBe(404);
    }
    expect((await get('/audit/events', owner)).status).toBe(403);
    expect((await get('/audit/export', owner)).status).toBe(403);
  });

  it('is signed, listed, exported as a file, and that verifies without the server', async () => {
    const created = await mlops.api.post('/api/mlops/audit/checkpoints');
    expect(created.status).toBe(201);
    const listed = await get('/audit/checkpoints');
    expect(listed.body).toEqual({ items: [created.body] });
    expect((await get('/audit/verification')).body).toMatchObject({
      intact: true,
      checkpoints: 1,
      startsAfter: 0,
    });

    const file = await get('/audit/export').buffer(true);
    expect(file.headers).toMatchObject({
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-trail.jsonl"',
      'x-content-type-options': 'nosniff',
    });
    async function* bytes() {
      yield Buffer.from(file.text);
    }
    const publicKey = createPublicKey(signingKey)
      .export({ type: 'spki', format: 'pem' })
      .toString();
    expect(await verifyExport(bytes(), { publicKeys: [publicKey] })).toMatchObject({
      result: 'whole',
      checkpoints: 1,
    });
    const csv = await get('/audit/export?format=csv&action=model');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text).toMatch(/^Event,Time,Actor/);
  });
});
