import { randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { riskMetadata, riskModel, variantOf } from '../__testUtils__/files';
import { eventually, startMlops } from '../__testUtils__/startMlops';
import type { TestPolicy } from '../__testUtils__/startMlops';
import { createModelConditionalDecision, modelConditions } from '../governance/modelRules';
import {
  ada,
  approvers,
  as,
  asService,
  ben,
  cleo,
  dan,
  groupEntities,
  groups,
  onBehalfOf,
  risk,
} from './__testUtils__/people';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('approvals, %s', databaseId => {
  let knex: Knex;
  let mlops: Awaited<ReturnType<typeof startMlops>>;
  let denied: { permission: string; who: string } | undefined;
  let hidden: string[] = [];
  const sent: NotificationSendOptions[] = [];

  const policy: TestPolicy = (permission, who) => {
    if (permission.name === denied?.permission && who === denied.who) {
      return { result: AuthorizeResult.DENY };
    }
    if (permission.name === 'mlops.model.read' && hidden.length > 0 && who === dan) {
      return createModelConditionalDecision(permission as never, {
        not: modelConditions.hasName({ names: hidden }),
      });
    }
    return { result: AuthorizeResult.ALLOW };
  };

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    mlops = await startMlops({
      knex,
      policy,
      groups,
      entities: groupEntities,
      notifications: { send: async options => void sent.push(options) },
      mlops: {
        lifecycle: {
          gates: {
            Staging: { approvals: { count: 1, groups: [approvers], excludeAuthor: true } },
            Production: { approvals: { count: 2, groups: [approvers, risk] } },
          },
        },
      },
    });
  });

  afterAll(async () => {
    await mlops?.stop();
  });

  beforeEach(() => {
    denied = undefined;
    hidden = [];
    sent.length = 0;
  });

  /** A model with one version, which somebody registered. */
  const register = async (author = dan): Promise<string> => {
    const name = `m-${randomUUID()}`;
    await as(
      author,
      mlops.api
        .post('/api/mlops/models')
        .field('metadata', JSON.stringify({ ...riskMetadata, name }))
        .attach('artifact', variantOf(riskModel, 1), 'model.onnx'),
    ).expect(201);
    return name;
  };

  const ask = (model: string, who = ada, to = 'Staging', version = 1) =>
    as(
      who,
      mlops.api.post('/api/mlops/approvals').send({ model, version, to, reason: 'It is good' }),
    );
  const requested = async (model: string, who = ada, to = 'Staging'): Promise<string> =>
    (await ask(model, who, to).expect(201)).body.id;
  const deciding = (id: string, decision = 'approve') =>
    mlops.api
      .post(`/api/mlops/approvals/${id}/decisions`)
      .send({ decision, comment: 'I looked at it' });
  const decide = (who: string, id: string, decision?: string) => as(who, deciding(id, decision));
  const withdraw = (who: string, id: string) =>
    as(who, mlops.api.post(`/api/mlops/approvals/${id}/withdraw`).send({ reason: 'not now' }));
  const read = (who: string, id: string) => as(who, mlops.api.get(`/api/mlops/approvals/${id}`));
  const list = (who: string, query = '') =>
    as(who, mlops.api.get(`/api/mlops/approvals?limit=100&${query}`));
  const move = (model: string, to = 'Staging', who = ada) =>
    as(
      who,
      mlops.api
        .post(`/api/mlops/models/${model}/versions/1/transitions`)
        .send({ to, reason: 'go' }),
    );
  const trail = async (model: string) => {
    const rows = await knex('audit_events')
      .where({ model })
      .where(any => any.where('action', 'like', '%approval%').orWhere('action', 'like', '%trans%'))
      .orderBy('seq');
    return rows.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`);
  };

  it('let a version into a stage, and are used once', async () => {
    const model = await register();
    const refused = await move(model).expect(409);
    expect(refused.body.error.message).toBe(
      `${model}@1 can't enter Staging: 1 approval of ${approvers} needed: request it`,
    );
    const { body } = await ask(model).expect(201);
    const { digest } = await knex('versions')
      .join('models', 'models.id', 'versions.model_id')
      .where('models.name', model)
      .first('digest');
    expect(body).toEqual({
      id: expect.any(String),
      model,
      version: 1,
      digest,
      from: 'None',
      to: 'Staging',
      state: 'pending',
      required: 1,
      groups: [approvers],
      decisions: [],
      requestedBy: ada,
      requestedAt: expect.any(String),
      reason: 'It is good',
      expiresAt: expect.any(String),
      mayDecide: false,
      mayNotDecideBecause: 'Whoever requests an approval never decides it',
    });
    expect(Date.parse(body.expiresAt) - Date.parse(body.requestedAt)).toBe(14 * 24 * 3_600_000);
    const still = await move(model).expect(409);
    expect(still.body.error.message).toContain(`0 of 1 approval of ${approvers} given`);

    const approved = await decide(ben, body.id).expect(200);
    expect(approved.body).toMatchObject({
      state: 'approved',
      closedAt: expect.any(String),
      decisions: [{ decision: 'approve', by: ben, comment: 'I looked at it' }],
    });
    await move(model).expect(200);
    expect((await read(ada, body.id).expect(200)).body.state).toBe('used');
    expect(await trail(model)).toEqual([
      `${ada} approval.request done`,
      `${ben} approval.decide done`,
      `${ada} version.transition done`,
    ]);
    const event = await knex('audit_events').where({ model, action: 'version.transition' }).first();
    expect(JSON.parse(event.after)).toEqual({
      stage: 'Staging',
      approval: body.id,
      gates: [{ gate: 'approvals', message: `1 of 1 approval of ${approvers} given` }],
    });
    await move(model, 'None').expect(200);
    await move(model).expect(409);
  });

  it('tell those who may decide, and who asked', async () => {
    const model = await register();
    const id = await requested(model);
    await decide(ben, id, 'reject').expect(200);
    const ofThis = () => sent.filter(({ payload }) => payload.scope === id);
    await eventually(async () => ofThis().length === 2);
    expect(ofThis()).toEqual([
      {
        recipients: { type: 'entity', entityRef: [approvers], excludeEntityRef: ada },
        payload: {
          title: `Approval needed: ${model}@1 from None to Staging`,
          description: `${ada} asks: It is good`,
          link: `/mlops/approvals?approval=${id}`,
          severity: 'normal',
          topic: 'approvals',
          scope: id,
        },
      },
      {
        recipients: { type: 'entity', entityRef: ada },
        payload: expect.objectContaining({
          title: `Rejected: ${model}@1 from None to Staging`,
          description: `${ben}: I looked at it`,
          scope: id,
        }),
      },
    ]);
  });

  it('are never given by who asks, also when a service acts for that person', async () => {
    const model = await register();
    const id = await requested(model, ben);
    const own = await decide(ben, id).expect(403);
    expect(own.body.error.message).toBe('Whoever requests an approval never decides it');
    await onBehalfOf(ben, deciding(id)).expect(403);
    // Asked for through a service, it is the person's request all the same.
    const other = await register();
    const { body } = await onBehalfOf(
      ben,
      mlops.api
        .post('/api/mlops/approvals')
        .send({ model: other, version: 1, to: 'Staging', reason: 'through the portal' }),
    ).expect(201);
    expect(body.requestedBy).toBe(ben);
    await decide(ben, body.id).expect(403);
    expect((await read(ben, id).expect(200)).body).toMatchObject({
      state: 'pending',
      decisions: [],
    });
    expect(await trail(model)).toEqual([
      `${ben} approval.request done`,
      `${ben} mlops.approval.decide denied`,
      `plugin:portal mlops.approval.decide denied`,
    ]);
    const [denial] = await knex('audit_events').where({ model, outcome: 'denied' }).orderBy('seq');
    expect(denial).toMatchObject({
      resource_kind: 'approval',
      resource: id,
      reason: 'Whoever requests an approval never decides it',
    });
  });

  it.each([
    [
      'who registered the version, where the gate leaves the author out',
      async () => {
        const id = await requested(await register(cleo));
        return [id, cleo, 'Whoever registered the version may not decide it'] as const;
      },
    ],
    [
      'who is in none of the groups',
      async () => {
        const id = await requested(await register(ada));
        return [id, dan, `Only members of ${approvers} may decide`] as const;
      },
    ],
  ])('are not given by %s', async (_, prepare) => {
    const [id, who, reason] = await prepare();
    const shown = await read(who, id).expect(200);
    expect(shown.body).toMatchObject({ mayDecide: false, mayNotDecideBecause: reason });
    const refused = await decide(who, id).expect(403);
    expect(refused.body.error.message).toBe(reason);
  });

  it('are not given by a service', async () => {
    const id = await requested(await register());
    const refused = await asService(deciding(id)).expect(403);
    expect(refused.body.error.message).toBe('Only a signed-in person can decide');
  });

  it('are not given without the permission, which is told beforehand', async () => {
    const model = await register();
    const id = await requested(model);
    denied = { permission: 'mlops.approval.decide', who: ben };
    const { body } = await read(ben, id).expect(200);
    expect(body).toMatchObject({
      mayDecide: false,
      mayNotDecideBecause: `mlops.approval.decide on the model ${model} is not granted to you`,
    });
    expect((await list(ben, `model=${model}&waitingForMe=true`).expect(200)).body.items).toEqual(
      [],
    );
    await decide(ben, id).expect(403);
    denied = undefined;
    expect((await read(ben, id).expect(200)).body.mayDecide).toBe(true);
  });

  it('need as many people as the gate asks for, each once', async () => {
    const model = await register();
    await decide(ben, await requested(model)).expect(200);
    await move(model).expect(200);
    const id = await requested(model, ada, 'Production');
    const first = await decide(ben, id).expect(200);
    expect(first.body).toMatchObject({ state: 'pending', required: 2 });
    expect(first.body.mayNotDecideBecause).toBe('You have decided already');
    const again = await decide(ben, id).expect(409);
    expect(again.body.error.message).toBe('You have decided on this request already');
    const refused = await move(model, 'Production').expect(409);
    expect(refused.body.error.message).toContain(
      `1 of 2 approvals of ${approvers} or ${risk} given`,
    );
    await decide(cleo, id).expect(200);
    await move(model, 'Production').expect(200);
  });

  it('count both of two people who decide at once, and one of one who does it ten times', async () => {
    const model = await register();
    await decide(ben, await requested(model)).expect(200);
    await move(model).expect(200);
    const id = await requested(model, ada, 'Production');
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => decide(ben, id)),
      decide(cleo, id),
    ]);
    const statuses = answers.map(answer => answer.status).sort();
    expect(statuses).toEqual([200, 200, ...Array(9).fill(409)]);
    const { body } = await read(ada, id).expect(200);
    expect(body.state).toBe('approved');
    expect(body.decisions).toHaveLength(2);
  });

  it('end with a rejection', async () => {
    const model = await register();
    const id = await requested(model);
    await decide(cleo, id, 'reject').expect(200);
    const late = await decide(ben, id).expect(409);
    expect(late.body.error.message).toBe('The request was rejected already');
    await move(model).expect(409);
    await requested(model);
  });

  it('are withdrawn by who asked, even when granted, and by nobody else', async () => {
    const model = await register();
    const id = await requested(model);
    const refused = await withdraw(ben, id).expect(403);
    expect(refused.body.error.message).toBe('Only who made the request may withdraw it');
    await decide(ben, id).expect(200);
    const { body } = await withdraw(ada, id).expect(200);
    expect(body.state).toBe('withdrawn');
    await withdraw(ada, id).expect(409);
    await move(model).expect(409);
    expect(await trail(model)).toEqual([
      `${ada} approval.request done`,
      `${ben} mlops.approval.request denied`,
      `${ben} approval.decide done`,
      `${ada} approval.withdraw done`,
    ]);
  });

  it('are either decided or withdrawn when both happen at once', async () => {
    for (let round = 0; round < 5; round++) {
      const model = await register();
      const id = await requested(model);
      const [decided, withdrawn] = await Promise.all([decide(ben, id), withdraw(ada, id)]);
      expect(withdrawn.status).toBe(200);
      const { body } = await read(ada, id).expect(200);
      expect(body.state).toBe('withdrawn');
      expect(body.decisions).toHaveLength(decided.status === 200 ? 1 : 0);
      const written = await trail(model);
      expect(written.filter(one => one.includes('approval.decide'))).toHaveLength(
        body.decisions.length,
      );
    }
  });

  it('are asked for once for a change, and only where one is needed', async () => {
    const model = await register();
    const id = await requested(model);
    const again = await ask(model, ben).expect(409);
    expect(again.body.error.message).toBe(
      `There is an open request for this change already: ${id}, made by ${ada}`,
    );
    const unneeded = await ask(model, ada, 'Archived').expect(400);
    expect(unneeded.body.error.message).toBe(`${model}@1 needs no approval to enter Archived`);
    const there = await ask(model, ada, 'None').expect(400);
    expect(there.body.error.message).toBe(`${model}@1 is in None already`);
    await ask(model, ada, 'Production').expect(409);
    await ask(model, ada, 'Staging', 7).expect(404);
    await ask('nothing').expect(404);
    const others = await register();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(others)));
    expect(answers.map(answer => answer.status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('are void when the artifact is another one', async () => {
    const model = await register();
    const [pending, granted] = [await requested(model), await register()];
    const grantedId = await requested(granted);
    await decide(ben, grantedId).expect(200);
    const digest = `sha256:${'0'.repeat(64)}`;
    await knex('versions')
      .whereIn('model_id', knex('models').select('id').whereIn('name', [model, granted]))
      .update({ digest });
    const late = await decide(ben, pending).expect(409);
    expect(late.body.error.message).toBe('The request is void, since what it was about changed');
    const refused = await move(granted).expect(409);
    expect(refused.body.error.message).toContain('needed: request it');
    for (const [name, id] of [
      [model, pending],
      [granted, grantedId],
    ]) {
      expect((await read(ada, id).expect(200)).body.state).toBe('void');
      expect((await trail(name)).at(-1)).toBe('plugin:mlops approval.void done');
    }
    const event = await knex('audit_events').where({ model, action: 'approval.void' }).first();
    expect(event.reason).toBe(`The artifact is another one now: ${digest}`);
    await requested(model);
  });

  it('are void when the version leaves its stage, or is deleted', async () => {
    const model = await register();
    const left = await requested(model);
    await move(model, 'Archived').expect(200);
    expect((await read(ada, left).expect(200)).body.state).toBe('void');
    await move(model, 'None').expect(200);

    const deleted = await requested(model);
    await mlops.api.delete(`/api/mlops/models/${model}/versions/1?reason=unused`).expect(200);
    expect((await read(ada, deleted).expect(200)).body.state).toBe('void');
    await mlops.api
      .post(`/api/mlops/models/${model}/versions/1/restore`)
      .send({ reason: 'needed' })
      .expect(200);
    await move(model).expect(409);

    const gone = await requested(model);
    await mlops.api.delete(`/api/mlops/models/${model}?reason=unused`).expect(200);
    await read(ada, gone).expect(404);
    expect((await list(ada, `model=${model}`).expect(200)).body.items).toEqual([]);
    expect((await knex('approvals').where({ id: gone }).first()).state).toBe('void');
  });

  it('expire, whoever looks at them first', async () => {
    const names = await Promise.all(Array.from({ length: 4 }, () => register()));
    const [byRead, byDecision, byUse, byList] = names;
    const ids = [];
    for (const name of names) {
      ids.push(await requested(name));
    }
    await decide(ben, ids[2]).expect(200);
    const late = async (id: string) =>
      knex('approvals')
        .where({ id })
        .update({ expires_at: new Date(Date.now() - 1000) });
    await Promise.all(ids.map(late));
    expect((await read(ada, ids[0]).expect(200)).body.state).toBe('expired');
    const decided = await decide(ben, ids[1]).expect(409);
    expect(decided.body.error.message).toBe('The request has expired');
    await move(byUse).expect(409);
    const { body } = await list(ben, `model=${byList}&waitingForMe=true`).expect(200);
    expect(body).toEqual({ items: [], totalItems: 0 });
    for (const name of [byRead, byDecision, byUse, byList]) {
      expect((await trail(name)).at(-1)).toBe('plugin:mlops approval.expire done');
    }
    await requested(byUse);
  });

  it('that expire are told to who asked and to the deciders, once', async () => {
    const undecided = await requested(await register());
    const unused = await requested(await register());
    await decide(ben, unused).expect(200);
    const withdrawn = await requested(await register());
    await withdraw(ada, withdrawn).expect(200);
    const ids = [undecided, unused, withdrawn];
    await knex('approvals')
      .whereIn('id', ids)
      .update({ expires_at: new Date(Date.now() - 1000) });
    const toldOf = (id: string) =>
      sent.filter(({ payload }) => payload.scope === id && payload.title.startsWith('Expired: '));
    // Whoever looks first ends it, and others look at the same time.
    await Promise.all([...ids, ...ids, ...ids].map(id => read(ada, id).expect(200)));
    const deadline = Date.now() + 60_000;
    while ((!toldOf(undecided).length || !toldOf(unused).length) && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await Promise.all(ids.map(id => read(ada, id).expect(200)));
    expect(ids.map(id => toldOf(id).map(({ recipients }) => recipients))).toEqual([
      [{ type: 'entity', entityRef: [ada, approvers] }],
      [{ type: 'entity', entityRef: [ada, ben] }],
      [],
    ]);
    expect(toldOf(unused)[0].payload.description).toBe(
      'It was approved, but not used before its time was over.',
    );
  });

  it('are listed newest first, by page, state, model, who asked and for whom they wait', async () => {
    const names = [await register(), await register(), await register(cleo)];
    const [first, second, third] = [
      await requested(names[0]),
      await requested(names[1], ben),
      await requested(names[2]),
    ];
    await decide(ben, first).expect(200);
    const all = await list(ada).expect(200);
    const ours = [third, second, first];
    const idsOf = (body: any): string[] =>
      body.items.map((item: any) => item.id).filter((id: string) => ours.includes(id));
    expect(idsOf(all.body)).toEqual(ours);
    expect(idsOf((await list(ada, 'state=approved').expect(200)).body)).toEqual([first]);
    expect(idsOf((await list(ada, 'requestedByMe=true').expect(200)).body)).toEqual([third, first]);
    expect(idsOf((await list(ada, `model=${names[1]}`).expect(200)).body)).toEqual([second]);
    // Ben asked for the second, and Cleo registered what the third is about.
    expect(idsOf((await list(ben, 'waitingForMe=true').expect(200)).body)).toEqual([third]);
    expect(idsOf((await list(cleo, 'waitingForMe=true').expect(200)).body)).toEqual([second]);
    expect(idsOf((await list(dan, 'waitingForMe=true').expect(200)).body)).toEqual([]);
    for (const person of [ben, cleo, dan]) {
      const { body } = await list(person, 'waitingForMe=true').expect(200);
      expect(body.totalItems).toBe(body.items.length);
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await as(
        ada,
        mlops.api.get(`/api/mlops/approvals?limit=2${cursor ? `&cursor=${cursor}` : ''}`),
      ).expect(200);
      expect(body.totalItems).toBe(all.body.totalItems);
      seen.push(...body.items.map((item: any) => item.id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(all.body.items.map((item: any) => item.id));
    await as(ada, mlops.api.get('/api/mlops/approvals?cursor=x')).expect(400);
  });

  it('of a model that somebody may not read are as if there were none', async () => {
    const model = await register();
    const id = await requested(model);
    hidden = [model];
    expect((await list(dan).expect(200)).body.items.map((item: any) => item.model)).not.toContain(
      model,
    );
    const missing = randomUUID();
    for (const answer of [read(dan, id), decide(dan, id), withdraw(dan, id)]) {
      const { body } = await answer.expect(404);
      expect(body.error.message).toBe(`There is no request for approval ${id}`);
    }
    const { body } = await read(dan, missing).expect(404);
    expect(body.error.message).toBe(`There is no request for approval ${missing}`);
    await ask(model, dan).expect(404);
    await move(model, 'Staging', dan).expect(404);
    await as(dan, mlops.api.get(`/api/mlops/models/${model}/gates`)).expect(404);
    await as(dan, mlops.api.get(`/api/mlops/models/${model}/versions/1/transitions`)).expect(404);
  });

  it('have to meet the gates of the configuration and those of the model', async () => {
    const model = await register();
    const gates = { Staging: { approvals: { count: 1, groups: [risk] } } };
    await mlops.api
      .put(`/api/mlops/models/${model}/gates`)
      .send({ gates, reason: 'more eyes' })
      .expect(200);
    const id = await requested(model);
    // Ben is no member of the group that the model asks for.
    expect((await decide(ben, id).expect(200)).body.state).toBe('pending');
    const options = await as(
      ada,
      mlops.api.get(`/api/mlops/models/${model}/versions/1/transitions`),
    ).expect(200);
    const [staging] = options.body.items;
    expect(staging).toMatchObject({ to: 'Staging', needsApproval: true, approval: { id } });
    expect(staging.gates).toEqual([
      {
        gate: 'approvals',
        source: 'configured',
        state: 'failed',
        message: `1 of 1 approval of ${approvers} given`,
      },
      {
        gate: 'approvals',
        source: 'model',
        state: 'failed',
        message: `0 of 1 approval of ${risk} given`,
      },
    ]);
    expect((await decide(cleo, id).expect(200)).body.state).toBe('approved');
    await move(model).expect(200);
  });

  it('granted before a gate became stricter do not open it any more', async () => {
    const model = await register();
    const id = await requested(model);
    await decide(ben, id).expect(200);
    const gates = { Staging: { approvals: { count: 2, groups: [approvers] } } };
    await mlops.api
      .put(`/api/mlops/models/${model}/gates`)
      .send({ gates, reason: 'more eyes' })
      .expect(200);
    const refused = await move(model).expect(409);
    expect(refused.body.error.message).toBe(
      `${model}@1 can't enter Staging: 1 of 2 approvals of ${approvers} given: more is asked for than when it was requested; withdraw the request and make a new one`,
    );
    await withdraw(ada, id).expect(200);
    const next = await requested(model);
    await decide(ben, next).expect(200);
    await decide(cleo, next).expect(200);
    await move(model).expect(200);
  });
});
