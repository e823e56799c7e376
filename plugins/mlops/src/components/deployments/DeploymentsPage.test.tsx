import type { Deployment, DeploymentHealth } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aToken } from '../../__testUtils__/deploymentFixtures';
import { aDeployment, aModel, aPolicy } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { DeploymentsPage } from './DeploymentsPage';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();

const healthOf = (deployment: Deployment): DeploymentHealth => ({
  deployment,
  health: 'fine',
  why: 'Online, without drift.',
  openAlerts: { critical: 0, warning: 0, info: 0 },
  today: { requests: 0, rows: 0, errors: 0 },
  days: [],
});

const NONE = { offline: 0, alerting: 0, drifting: 0, silent: 0, fine: 0 };

/** Answers pages of deployments, and tells what was asked for. */
function serve(
  deployments: Deployment[],
  answer: { nextCursor?: string; totalItems?: number } = {},
  health: Partial<DeploymentHealth> = {},
) {
  const items = deployments.map(one => ({ ...healthOf(one), ...health }));
  const counts = { ...NONE, [items[0]?.health ?? 'fine']: items.length };
  const queries: Array<Record<string, string>> = [];
  server.use(
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${BASE_URL}/deployment-health`, ({ request }) => {
      queries.push(Object.fromEntries(new URL(request.url).searchParams));
      return HttpResponse.json({
        items,
        totalItems: items.length,
        counts,
        truncated: false,
        ...answer,
      });
    }),
  );
  return queries;
}

const location = () => screen.getByLabelText('location').textContent!;
const SECRET = `mlops_${'aB3-_'.repeat(8)}xyz`;

describe('DeploymentsPage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('lists deployments with who serves, and links to endpoint and model', async () => {
    serve([
      aDeployment({
        name: 'risk-live',
        entityRef: 'component:default/flight-delay-risk',
        environment: 'production',
        version: 1,
        canary: { version: 2, weight: 10 },
        challengers: [3],
        follow: 'Production',
      }),
    ]);
    renderMlops(<DeploymentsPage />);
    const row = within(await screen.findByRole('row', { name: /^risk-live/ }));
    expect(row.getByRole('link', { name: 'risk-live' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk/serving?deployment=risk-live',
    );
    expect(row.getByRole('link', { name: 'flight-delay-risk' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk',
    );
    expect(row.getByText('Fine')).toBeInTheDocument();
    expect(row.getByText('Online, without drift.')).toBeInTheDocument();
    const served = within(row.getByRole('list', { name: 'Versions of risk-live' }));
    expect(served.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      'v1 champion',
      'v2 canary 10 %',
      'v3 challenger',
    ]);
    expect(await row.findByText('Production · embedded · follows Production')).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('tells how each is doing and why, with its course, and how many are how', async () => {
    const days = ['2026-01-01', '2026-01-02'].map((day, index) => ({
      day: `${day}T00:00:00Z`,
      requests: 1,
      rows: 1_000 * (index + 1),
      errors: 0,
      averageDrift: 0.1 + index,
      driftedColumns: ['temp'],
    }));
    const queries = serve(
      [aDeployment()],
      {},
      {
        health: 'drifting',
        why: 'temp drifted, some since 2026-01-01.',
        today: { requests: 9, rows: 1_234, errors: 0 },
        days,
        lastTrafficAt: new Date().toISOString(),
      },
    );
    renderMlops(<DeploymentsPage />);
    const row = within(await screen.findByRole('row', { name: /^flight-delay-risk/ }));
    expect(row.getByText('Drifting')).toBeInTheDocument();
    expect(row.getByText('temp drifted, some since 2026-01-01.')).toBeInTheDocument();
    expect(row.getByText('1,234 today')).toBeInTheDocument();
    expect(row.getByText('1.10')).toBeInTheDocument();
    expect(row.getAllByRole('img').map(image => image.getAttribute('aria-label'))).toEqual([
      'Rows scored on days with traffic, 1 Jan 2026 to 2 Jan 2026',
      'Average drift on days with traffic, 1 Jan 2026 to 2 Jan 2026',
    ]);
    expect(screen.getByText(/^1 deployment/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: '1 drifting' }));
    await waitFor(() => expect(location()).toBe('?health=drifting'));
    await waitFor(() =>
      expect(queries[queries.length - 1]).toEqual({ health: 'drifting', limit: '25' }),
    );
    expect(await axeViolations()).toEqual([]);
  });

  it('asks the backend for what the URL says, page by page', async () => {
    const queries = serve([aDeployment()], { nextCursor: 'second', totalItems: 1000 });
    renderMlops(<DeploymentsPage />, { path: '/?search=flight&environment=production' });
    await screen.findByRole('row', { name: /^flight-delay-risk/ });
    expect(screen.getByText('1 – 1 of 1,000')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await waitFor(() => expect(location()).toContain('cursor=second'));
    const filters = { search: 'flight', environment: 'production', limit: '25' };
    await waitFor(() => expect(queries).toEqual([filters, { ...filters, cursor: 'second' }]));
  });

  it('filters by the beginning of a name and by environment, from the first page on', async () => {
    const queries = serve([aDeployment()]);
    renderMlops(<DeploymentsPage />, { path: '/?cursor=abc' });
    await screen.findByRole('row', { name: /^flight-delay-risk/ });
    await userEvent.type(screen.getByRole('searchbox', { name: 'Endpoint or model' }), 'Flight');
    await waitFor(() => expect(location()).toBe('?search=Flight'));
    await waitFor(() =>
      expect(queries[queries.length - 1]).toEqual({ search: 'flight', limit: '25' }),
    );
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'Production' }));
    expect(location()).toBe('?search=Flight&environment=production');
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(location()).toBe('');
  });

  it('says what to do when there is none, and when none matches', async () => {
    serve([]);
    renderMlops(<DeploymentsPage />, { path: '/?environment=production' });
    await userEvent.click(await screen.findByRole('button', { name: 'Clear the filters' }));
    expect(await screen.findByText('Nothing is deployed yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Show the models' })).toHaveAttribute('href', '/mlops');
  });

  it('says why the deployments could not be read, and tries again', async () => {
    server.use(
      http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
      http.get(`${BASE_URL}/deployment-health`, () =>
        HttpResponse.json(
          { error: { name: 'NotAllowedError', message: 'Not for you' }, response: {} },
          { status: 403 },
        ),
      ),
    );
    renderMlops(<DeploymentsPage />);
    expect(await screen.findByText('Not for you')).toBeInTheDocument();
    serve([aDeployment()]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /^flight-delay-risk/ })).toBeInTheDocument();
  });

  it('tells whose token a leaked one is, and never sends the whole of it', async () => {
    serve([]);
    const asked: string[] = [];
    server.use(
      http.get(`${BASE_URL}/models/flight-delay-risk`, () => HttpResponse.json(aModel())),
      http.get(`${BASE_URL}/tokens`, ({ request }) => {
        asked.push(request.url);
        return HttpResponse.json({ items: [aToken()] });
      }),
    );
    renderMlops(<DeploymentsPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Whose token is this?' }));
    const field = screen.getByRole('textbox', { name: 'Beginning of the token' });
    await userEvent.click(field);
    await userEvent.paste(`Authorization: Bearer ${SECRET}`);

    const row = within(await screen.findByRole('row', { name: /^Booking service/ }));
    expect(await row.findByRole('link', { name: 'flight-delay-risk' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk/serving?deployment=flight-delay-risk',
    );
    expect(field).toHaveValue('mlops_aB3-_aB3-_');
    expect(screen.getByText(/^Only the first 16 characters were kept/)).toBeInTheDocument();
    expect(asked).toEqual([`${BASE_URL}/tokens?prefix=mlops_aB3-_aB3-_`]);
    expect(location()).toBe('?tokens=open');
    expect(await axeViolations()).toEqual([]);
  });

  it('searches tokens for nobody who may not', async () => {
    serve([aDeployment()]);
    renderMlops(<DeploymentsPage />, {
      path: '/?tokens=open',
      denied: ['mlops.token.search'],
    });
    await screen.findByRole('row', { name: /^flight-delay-risk/ });
    await waitFor(() => expect(screen.queryAllByText('Whose token is this?')).toEqual([]));
  });
});
