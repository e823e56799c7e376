import { mockServices } from '@backstage/backend-test-utils';
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
  it('reaches each group once, and leaves out nobody where a service asks', () => {
    const send = jest.fn(async () => {});
    const notifier = new ApprovalNotifier({ send }, mockServices.logger.mock());
    notifier.requested(approval);
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/a', 'group:default/b'] },
      payload: expect.objectContaining({
        title: 'Approval needed: risk@2 from Staging to Production',
      }),
    });
  });

  it('sends nothing to a service that asked', () => {
    const send = jest.fn(async () => {});
    new ApprovalNotifier({ send }, mockServices.logger.mock()).decided(approval);
    expect(send).not.toHaveBeenCalled();
  });

  it('tells those who could have decided that a request expired, and who asked', () => {
    const send = jest.fn(async () => {});
    const notifier = new ApprovalNotifier({ send }, mockServices.logger.mock());
    notifier.expired(approval);
    notifier.expired({ ...approval, requested_by: 'user:default/ada' });
    const told = (...entityRef: string[]) => ({
      recipients: { type: 'entity', entityRef },
      payload: expect.objectContaining({
        title: 'Expired: risk@2 from Staging to Production',
        description: 'Its time was over before it was decided.',
        scope: approval.id,
      }),
    });
    expect(send.mock.calls).toEqual([
      [told('group:default/a', 'group:default/b')],
      [told('user:default/ada', 'group:default/a', 'group:default/b')],
    ]);
  });

  it('is logged where it fails, and goes on', async () => {
    const failure = new Error('Request failed with status 404');
    const logger = mockServices.logger.mock();
    const notifier = new ApprovalNotifier({ send: () => Promise.reject(failure) }, logger);
    notifier.requested(approval);
    await new Promise(setImmediate);
    expect(logger.warn).toHaveBeenCalledWith(
      `Could not notify group:default/a, group:default/b of the request for approval ${approval.id}`,
      failure,
    );
  });
});
