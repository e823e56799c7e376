import type { ModelGates, ReviewedPerson } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, anApproval, anAuditEvent } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { GovernanceContent } from './GovernanceContent';

// A whole tab and a long form, on machines that do other things besides.
jest.setTimeout(180_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const MODEL = `${BASE_URL}/models/flight-delay-risk`;

const JANE: ReviewedPerson = {
  person: 'user:default/jane',
  displayName: 'Jane',
  memberOf: ['group:default/flight-operations'],
  grants: [
    { permission: 'mlops.model.read', granted: true, because: 'IS_OWNER' },
    {
      permission: 'mlops.deployment.deploy',
      environment: 'staging',
      granted: true,
      because: 'IS_OWNER',
    },
    {
      permission: 'mlops.deployment.deploy',
      environment: 'production',
      granted: false,
      because: 'Only approvers deploy to production',
    },
  ],
};

/** Answers what the tab asks for, and tells which pages of people were asked for. */
function serve(gates: ModelGates, complete = true) {
  const queries: URLSearchParams[] = [];
  server.use(
    http.get(`${MODEL}/permission-review`, ({ request }) => {
      queries.push(new URL(request.url).searchParams);
      return HttpResponse.json({ complete, items: [JANE], totalItems: 30, nextCursor: 'second' });
    }),
    http.get(`${MODEL}/gates`, () => HttpResponse.json(gates)),
    http.get(`${MODEL}/alert-rules`, () => HttpResponse.json({ items: [] })),
    http.get(`${BASE_URL}/approvals`, () =>
      HttpResponse.json({ items: [anApproval()], totalItems: 1 }),
    ),
    http.get(`${MODEL}/audit-events`, () => HttpResponse.json({ items: [anAuditEvent()] })),
  );
  return queries;
}

const NO_GATES: ModelGates = { configured: {}, added: {} };
const render = (options?: Parameters<typeof renderMlops>[1]) =>
  renderMlops(<GovernanceContent model={aModel()} />, options);

describe('GovernanceContent', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('tells who may do what, and by which rule when it is asked for', async () => {
    serve(NO_GATES);
    render();
    const row = await screen.findByRole('row', { name: /^Jane/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent)
        .slice(0, 6),
    ).toEqual(['Yes', 'No', 'No', 'No', 'No', 'Partly']);
    await userEvent.click(within(row).getByRole('button', { name: 'Rules for Jane' }));
    const rules = screen.getByRole('table', { name: 'What Jane may do' });
    expect(
      within(rules).getByRole('row', {
        name: 'deploy Only for staging, not for production IS_OWNER; Only approvers deploy to production',
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Requests for approval' })).toBeInTheDocument();
    expect(screen.getByText('registered version 2 of flight-delay-risk')).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('searches from the first page on, and says when the policy does not tell all', async () => {
    const queries = serve(NO_GATES, false);
    render({ path: '/?reviewCursor=x' });
    expect(await screen.findByText('Not everybody’s permissions are known')).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox', { name: 'Person or group' }), 'ja{Enter}');
    await waitFor(() => expect(queries).toHaveLength(2));
    expect(queries.map(query => Object.fromEntries(query))).toEqual([
      { limit: '25', cursor: 'x' },
      { search: 'ja', limit: '25' },
    ]);
  });

  it('says which gates there are and adds some', async () => {
    serve({
      configured: { Production: { approvals: { count: 1, groups: ['group:default/approvers'] } } },
      added: { Production: { digest: true } },
    });
    const bodies: unknown[] = [];
    server.use(
      http.put(`${MODEL}/gates`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(NO_GATES);
      }),
    );
    render();
    const list = await screen.findByRole('list', { name: 'Gates before Production' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      '1 approval by approvers (for every model)',
      'The stored artifact still has its digest (added for this model)',
    ]);
    const edit = screen.getByRole('button', { name: 'Edit the added gates…' });
    await waitFor(() => expect(edit).toBeEnabled());
    await userEvent.click(edit);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Add a metric gate' }));
    expect(dialog.getByText('Name the metric')).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox', { name: 'Metric' }), 'auc');
    await userEvent.type(dialog.getByRole('textbox', { name: 'At least' }), '0.7');
    await userEvent.click(dialog.getByRole('checkbox', { name: 'test data' }));
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Regulated');
    await userEvent.click(dialog.getByRole('button', { name: 'Save the gates' }));
    await waitFor(() =>
      expect(bodies).toEqual([
        {
          gates: {
            Production: {
              metrics: [{ split: 'test', metric: 'auc', atLeast: 0.7 }],
              evaluations: ['test'],
              digest: true,
            },
          },
          reason: 'Regulated',
        },
      ]),
    );
  });

  it('keeps in sight what one may not see or do, with the reason, and asks for none of it', async () => {
    const queries = serve(NO_GATES);
    render({
      denied: ['mlops.model.audit', 'mlops.gates.update'],
      grants: [
        { permission: 'mlops.permissions.review', granted: false, because: 'Governance reviews' },
      ],
    });
    expect(await screen.findByText('Governance reviews')).toBeInTheDocument();
    expect(screen.getByText('You lack the permission mlops.model.audit')).toBeInTheDocument();
    expect(screen.getByText('No gates')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Edit the added gates…' })).toBeDisabled();
    expect(queries).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show each permission' }));
    const mine = within(screen.getByRole('table', { name: 'What you may do' }));
    expect(
      mine.getByRole('row', { name: 'review who may do what No Governance reviews' }),
    ).toBeInTheDocument();
  });
});
