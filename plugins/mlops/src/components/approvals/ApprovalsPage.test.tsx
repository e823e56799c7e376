import type { Approval } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, anApproval, aTransition, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ApprovalsPage } from './ApprovalsPage';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const MODEL = `${BASE_URL}/models/flight-delay-risk`;
const ID = anApproval().id;
const OWN = anApproval({
  id: '00000000-0000-4000-8000-00000000000c',
  requestedBy: 'user:default/guest',
  mayDecide: false,
  mayNotDecideBecause: 'Who requested it may not decide.',
});

const refusal = (name: string, message: string, status: number) =>
  HttpResponse.json({ error: { name, message }, response: {} }, { status });

/** Answers with these requests, the first kind waiting for the person, the second made by them. */
function serve(waiting: Approval[], mine: Approval[] = [], others: Approval[] = []) {
  const queries: URLSearchParams[] = [];
  const all = [...waiting, ...mine, ...others];
  server.use(
    http.get(`${BASE_URL}/approvals`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      queries.push(query);
      const some = query.get('waitingForMe') ? waiting : mine;
      const items = query.get('waitingForMe') || query.get('requestedByMe') ? some : all;
      return HttpResponse.json({ items, totalItems: items.length });
    }),
    http.get(`${BASE_URL}/approvals/:id`, ({ params }) => {
      const found = all.find(({ id }) => id === params.id);
      return found
        ? HttpResponse.json(found)
        : refusal('NotFoundError', 'There is no such request', 404);
    }),
    http.get(MODEL, () =>
      HttpResponse.json(
        aModel({
          aliases: [{ alias: 'champion', version: 1 }],
          stages: [{ stage: 'Production', version: 1 }],
        }),
      ),
    ),
    http.get(`${MODEL}/versions/2`, () =>
      HttpResponse.json(aVersion({ metrics: { test: { auc: 0.72, log_loss: 0.5 } } })),
    ),
    http.get(`${MODEL}/versions/1`, () =>
      HttpResponse.json(aVersion({ version: 1, metrics: { test: { auc: 0.7, log_loss: 0.4 } } })),
    ),
    http.get(`${MODEL}/versions/2/transitions`, () =>
      HttpResponse.json({
        stage: 'Staging',
        items: [
          aTransition({
            gates: [
              {
                gate: 'approvals',
                state: 'failed',
                source: 'configured',
                message: '1 of 1 approval is missing.',
              },
            ],
          }),
        ],
      }),
    ),
  );
  return queries;
}

const section = async (name: RegExp) => within(await screen.findByRole('region', { name }));
const location = () => screen.getByLabelText('location').textContent!;

describe('ApprovalsPage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('shows what waits first, with the change, gates and metrics against the champion', async () => {
    serve([anApproval()], [OWN]);
    renderMlops(<ApprovalsPage />);
    const inbox = await section(/^Waiting for you \(1\)/);
    expect(inbox.getByRole('link', { name: /^Show the request for/ })).toHaveAttribute(
      'aria-current',
      'true',
    );
    const details = await section(/^Promote to Production: flight-delay-risk v2/);
    expect(details.getByText(/Better on winter days/)).toBeInTheDocument();
    expect(details.getByText(anApproval().digest)).toBeInTheDocument();
    expect(await details.findByText('1 of 1 approval is missing.')).toBeInTheDocument();
    const metrics = await details.findByRole('table', { name: /^Metrics on the test data/ });
    const rows = within(metrics).getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      'AUC0.7200.700+0.020, better',
      'Log loss0.5000.400+0.100, worse',
    ]);
    expect(details.getByRole('link', { name: 'Compare v2 with v1 in full' })).toHaveAttribute(
      'href',
      '/mlops/compare?v=flight-delay-risk@2&v=flight-delay-risk@1',
    );
    expect(await axeViolations()).toEqual([]);
  });

  it('decides with a comment, and says why a decision was not taken', async () => {
    serve([anApproval()]);
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/approvals/${ID}/decisions`, async ({ request }) => {
        bodies.push(await request.json());
        return refusal('ConflictError', 'The request has expired', 409);
      }),
    );
    renderMlops(<ApprovalsPage />);
    const form = within(await screen.findByRole('form', { name: 'Your decision' }));
    expect(form.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await userEvent.type(form.getByRole('textbox', { name: /Comment/ }), 'Looked at it');
    await userEvent.click(form.getByRole('button', { name: 'Reject' }));
    expect(await form.findByText('The request has expired')).toBeInTheDocument();
    expect(bodies).toEqual([{ decision: 'reject', comment: 'Looked at it' }]);
  });

  it('says why one may not decide, and withdraws what one requested', async () => {
    serve([], [OWN]);
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/approvals/${OWN.id}/withdraw`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ ...OWN, state: 'withdrawn' });
      }),
    );
    renderMlops(<ApprovalsPage />, { path: `/?approval=${OWN.id}` });
    expect(await screen.findByText('Who requested it may not decide.')).toBeInTheDocument();
    expect(screen.queryByRole('form', { name: 'Your decision' })).not.toBeInTheDocument();
    const withdraw = await screen.findByRole('button', { name: 'Withdraw the request…' });
    await waitFor(() => expect(withdraw).toBeEnabled());
    await userEvent.click(withdraw);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Not needed');
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(bodies).toEqual([{ reason: 'Not needed' }]));
  });

  it('selects by a link and filters by state, which the URL holds', async () => {
    const queries = serve([anApproval()], [], [{ ...OWN, state: 'void' }]);
    renderMlops(<ApprovalsPage />, { path: '/?state=void' });
    const all = await section(/^All requests/);
    await waitFor(() => expect(queries.some(query => query.get('state') === 'void')).toBe(true));
    const links = await all.findAllByRole('link', { name: /^Show the request for/ });
    await userEvent.click(links[1]);
    expect(location()).toBe(`?state=void&approval=${OWN.id}`);
    expect(await screen.findByText(/^What was asked for isn’t there any more/)).toBeInTheDocument();
  });

  it('shows what one requested where nothing waits for one', async () => {
    serve([], [OWN]);
    renderMlops(<ApprovalsPage />);
    expect(await screen.findByText('Who requested it may not decide.')).toBeInTheDocument();
    expect(screen.queryByText('No request to show')).not.toBeInTheDocument();
  });

  it('says that a request is not there, and leads back', async () => {
    serve([]);
    renderMlops(<ApprovalsPage />, { path: `/?approval=${ID}` });
    expect(await screen.findByText('There is no such request')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show what waits for you' }));
    expect(await screen.findByText('No request to show')).toBeInTheDocument();
    expect(screen.getByText('Nothing waits for your decision.')).toBeInTheDocument();
  });
});
