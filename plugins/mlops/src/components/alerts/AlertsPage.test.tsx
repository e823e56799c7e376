import type { Alert } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, anAlert, anAlertRule } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { AlertsPage } from './AlertsPage';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();

/** Answers with these alerts by state, and tells by which queries it was asked. */
function serve(alerts: Alert[], nextCursor?: string) {
  const queries: URLSearchParams[] = [];
  server.use(
    http.get(`${BASE_URL}/models/:model`, ({ params }) =>
      HttpResponse.json(aModel({ name: String(params.model) })),
    ),
    http.get(`${BASE_URL}/models/:model/alert-rules`, () =>
      HttpResponse.json({ items: [anAlertRule()] }),
    ),
    http.get(`${BASE_URL}/alerts`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      queries.push(query);
      const items = alerts.filter(({ state }) => query.getAll('state').includes(state));
      return HttpResponse.json({
        items,
        totalItems: items.length,
        ...(items.length > 0 && nextCursor && { nextCursor }),
      });
    }),
  );
  return queries;
}

const section = async (name: RegExp) => within(await screen.findByRole('region', { name }));
const location = () => screen.getByLabelText('location').textContent!;

describe('AlertsPage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('tells the open ones first, each as a sentence with a word for how bad it is', async () => {
    serve([
      anAlert(),
      anAlert({
        id: '00000000-0000-4000-8000-00000000000c',
        severity: 'info',
        state: 'acknowledged',
        summary: 'Fewer rows than usual.',
        acknowledgedAt: '2026-01-01T11:00:00Z',
        acknowledgedBy: 'user:default/joe',
        note: 'A holiday',
      }),
    ]);
    renderMlops(<AlertsPage />);
    const open = await section(/^Open \(1\)/);
    expect(open.getByText('Critical')).toBeInTheDocument();
    expect(open.getByText(/p99 latency is 840 ms/)).toHaveTextContent(
      'flight-delay-risk: p99 latency is 840 ms, above 250 ms.',
    );
    expect(await open.findByRole('link', { name: 'flight-delay-risk' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk',
    );
    const acknowledged = await section(/^Acknowledged \(1\)/);
    expect(acknowledged.getByText(/A holiday/)).toBeInTheDocument();
    expect(acknowledged.queryByRole('button', { name: /^Acknowledge/ })).not.toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('asks the backend for what the URL says', async () => {
    const queries = serve([anAlert({ state: 'resolved' })], 'second');
    renderMlops(<AlertsPage />, {
      path: '/?severity=critical&severity=info&state=resolved&model=flight-delay-risk',
    });
    await section(/^Resolved/);
    await waitFor(() => expect(queries).toHaveLength(1));
    expect([...queries[0]]).toEqual([
      ['state', 'resolved'],
      ['severity', 'critical'],
      ['severity', 'info'],
      ['model', 'flight-delay-risk'],
      ['limit', '25'],
    ]);
    await userEvent.click(await screen.findByRole('button', { name: /next/i }));
    expect(location()).toContain('resolvedCursor=second');
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(location()).toBe('');
  });

  it('resolves with a reason', async () => {
    serve([anAlert()]);
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/alerts/${anAlert().id}/resolve`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(anAlert({ state: 'resolved' }));
      }),
    );
    renderMlops(<AlertsPage />);
    const resolve = await screen.findByRole('button', { name: /^Resolve/ });
    await waitFor(() => expect(resolve).toBeEnabled());
    await userEvent.click(resolve);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Resolve' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Scaled up');
    await userEvent.click(dialog.getByRole('button', { name: 'Resolve' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(bodies).toEqual([{ reason: 'Scaled up' }]);
  });

  it('shows what a rule saw, the way to it in Monitoring, and the alert that a link leads to', async () => {
    const alert = anAlert({
      rule: 'drift',
      deployment: 'risk',
      raisedBy: 'plugin:mlops/alerts',
      summary: 'temp (PSI 0.41) drifted on 2 June 2013; the 2nd day in a row',
      evidence: {
        measure: 'Drifted columns',
        unit: 'count',
        side: 'above',
        interval: 'day',
        bound: 1,
        points: [
          { start: '2013-06-01T00:00:00Z', value: 0, breaks: false },
          { start: '2013-06-02T00:00:00Z', value: 3, breaks: true },
        ],
      },
    });
    serve([]);
    server.use(http.get(`${BASE_URL}/alerts/:alert`, () => HttpResponse.json(alert)));
    renderMlops(<AlertsPage />, { path: `/?alert=${alert.id}` });
    const selected = await section(/told of/);
    expect(await selected.findByText(/temp \(PSI 0.41\)/)).toBeInTheDocument();
    expect(selected.getByRole('img')).toHaveTextContent(
      'Drifted columns by day: 3 in the last one, 2 Jun 2013; the bound is 1',
    );
    expect(await selected.findByRole('link', { name: 'Look at it in Monitoring' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk/monitoring?deployment=risk&range=custom&from=2013-06-01&to=2013-06-02&interval=day',
    );
    expect(await axeViolations()).toEqual([]);
    await userEvent.click(selected.getByRole('button', { name: 'Close' }));
    expect(location()).toBe('');
  });

  it('keeps what may not be done in sight, with the reason', async () => {
    serve([anAlert()]);
    renderMlops(<AlertsPage />, {
      grants: [
        { permission: 'mlops.alert.update', granted: false, because: 'Only owners deal with it' },
      ],
    });
    expect(await screen.findByText('Only owners deal with it')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^Resolve/ })).toBeDisabled();
    expect(screen.getByRole('button', { name: /^Acknowledge/ })).toBeDisabled();
  });

  it('says that there is nothing, and how there could be', async () => {
    serve([]);
    renderMlops(<AlertsPage />);
    expect(await screen.findByText('No open alerts')).toBeInTheDocument();
    expect(screen.getByText(/^The alert rules of each model raise them/)).toBeInTheDocument();
  });

  it('says that no alert fits the filters, and lets them go', async () => {
    serve([]);
    renderMlops(<AlertsPage />, { path: '/?state=resolved&severity=critical' });
    expect(await screen.findByText('No alert matches')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(location()).toBe('?state=resolved');
    expect(await screen.findByText('No resolved alerts')).toBeInTheDocument();
  });

  it('says why the alerts could not be read', async () => {
    const error = { name: 'NotAllowedError', message: 'Not for you' };
    server.use(
      http.get(`${BASE_URL}/alerts`, () =>
        HttpResponse.json({ error, response: {} }, { status: 403 }),
      ),
    );
    renderMlops(<AlertsPage />, { path: '/?state=open' });
    expect(await screen.findByText('Not for you')).toBeInTheDocument();
  });
});
