import type { Knex } from 'knex';
import type { NewMessage } from '../outbox/Outbox';
import { ApprovalNotifier } from './ApprovalNotifier';
import type { ApprovalRow } from './ApprovalStore';

const approval: ApprovalRow = {
  id: '00000000-0000-4000-8000-000000000001',
  model_id: '00000000-0000-4000-8000-000000000002',
  model: 'risk',
  owner: 'group:default/a',
  version: 2,
  author: 'user:default/dan',
  digest: `sha256:${'0'.repeat(64)}`,
  from_stage: 'Staging',
  to_stage: 'Production',
  state: 'pending',
  requirements: [
    { count: 1, groups: ['group:default/a', 'group:default/b'], source: 'configured' },
    { count: 1, groups: ['group:default/b'], source: 'model' },
  ],
  decisions: [],
  reason: 'It is good',
  requested_at: 0,
  requested_by: 'external:ci',
  expires_at: 1,
  closed_at: null,
};

describe('telling of approvals', () => {
  let told: NewMessage[];
  const transaction = {} as Knex.Transaction;
  const notifier = new ApprovalNotifier({
    async put(_, messages) {
      told.push(...messages);
    },
  });

  beforeEach(() => {
    told = [];
  });

  const message = (entityRef: string[], payload: object) => ({
    destination: 'notifications',
    about: `approval:${approval.id}`,
    type: 'notification',
    data: {
      recipients: { type: 'entity', entityRef },
      payload: expect.objectContaining({ ...payload, scope: approval.id }),
    },
  });

  it('reaches each group once, and leaves out nobody where a service asks', async () => {
    await notifier.requested(transaction, approval);
    expect(told).toEqual([
      message(['group:default/a', 'group:default/b'], {
        title: 'Approval needed: risk@2 from Staging to Production',
      }),
    ]);
  });

  it('sends nothing to a service that asked', async () => {
    await notifier.decided(transaction, approval);
    expect(told).toEqual([]);
  });

  it('tells those who could have decided that a request expired, and who asked', async () => {
    await notifier.expired(transaction, approval);
    await notifier.expired(transaction, { ...approval, requested_by: 'user:default/ada' });
    const words = {
      title: 'Expired: risk@2 from Staging to Production',
      description: 'Its time was over before it was decided.',
    };
    expect(told).toEqual([
      message(['group:default/a', 'group:default/b'], words),
      message(['user:default/ada', 'group:default/a', 'group:default/b'], words),
    ]);
  });
});
