import type { Deployment, RetrainingRun, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aRevision } from '../../__testUtils__/deploymentFixtures';
import { aDeployment, aModel, aPolicy } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { MonitoringContent } from './MonitoringTab';

// A whole tab, on machines that do other things besides.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 20_000 });

const server = setupServer();
const latencyMs = { p50: 1, p90: 2, p99: 3 };
const counts = { requests: 10, rows: 100, errors: 0, dropped: 0, latencyMs };
const traffic: Traffic = {
  interval: 'day',
  total: { ...counts, predictionMean: null },
  gaps: [],
  points: ['04', '05', '06'].map(day => ({
    failures: 0,
    start: `2026-01-${day}T00:00:00Z`,
    version: 1,
    ...counts,
    prediction: null,
  })),
};

const training: RetrainingRun = {
  id: '00000000-0000-4000-8000-000000000001',
  model: 'flight-delay-risk',
  policy: 'when-it-drifts',
  deployment: 'flight-delay-risk',
  cause: 'drift',
  reason: 'temp drifted: 5,200 rows were scored',
  requestedBy: 'plugin:mlops/retraining',
  dueAt: '2026-01-06T00:00:00Z',
  state: 'succeeded',
  executor: 'ray',
  parameters: {},
  createdAt: '2026-03-01T10:00:00Z',
};

function serve(deployment: Deployment, answered: Traffic, runs: RetrainingRun[] = []) {
  const page = (items: unknown[]) => HttpResponse.json({ items, totalItems: items.length });
  server.use(
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${BASE_URL}/deployments`, () => page([deployment])),
    http.get(`${BASE_URL}/deployments/:name/traffic`, () => HttpResponse.json(answered)),
    http.get(`${BASE_URL}/deployments/:name/drift`, () =>
      HttpResponse.json({
        interval: 'day',
        threshold: 0.3,
        alpha: 0.01,
        reference: { kind: 'training' },
        points: [],
      }),
    ),
    http.get(`${BASE_URL}/deployments/:name/revisions`, () =>
      page([aRevision({ createdAt: '2026-01-04T12:00:00Z' })]),
    ),
    http.get(`${BASE_URL}/deployments/:name/performance`, () =>
      HttpResponse.json({
        interval: 'day',
        confidence: 0.95,
        metrics: [{ name: 'auc', better: 'higher' }],
        unusable: 0,
        points: answered.points.map(({ start, version, rows }) => ({
          start,
          version,
          metric: 'auc',
          value: 0.7,
          low: 0.65,
          high: 0.74,
          rows,
          labelled: rows,
        })),
      }),
    ),
    http.get(`${BASE_URL}/deployments/:name/prediction-settings`, () =>
      HttpResponse.json({ key: null, slices: [], requestsPerSecond: null }),
    ),
    http.get(`${BASE_URL}/alerts`, () => page([])),
    http.get(`${BASE_URL}/models/:model/retraining-runs`, () => page(runs)),
  );
}

const render = (path = '/') => renderMlops(<MonitoringContent model={aModel()} />, { path });

describe('MonitoringContent', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('marks deployments and trainings on every time axis, and leads to the training', async () => {
    serve(aDeployment(), traffic, [training]);
    render();
    const events = within(await screen.findByRole('list', { name: 'Events in this time range' }));
    expect(
      await events.findByRole('link', { name: /^Training by when-it-drifts \(succeeded\): temp/ }),
    ).toHaveAttribute(
      'href',
      `/catalog/default/component/flight-delay-risk/retraining?run=${training.id}`,
    );
    expect(events.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      expect.stringMatching(/^r1 Deployed v1, /),
      expect.stringMatching(/^t1 Training by /),
    ]);
    for (const title of ['Rows scored per day', 'AUC per day']) {
      const chart = within(await screen.findByRole('region', { name: title }));
      expect(chart.getByText('r1')).toBeInTheDocument();
      expect(chart.getByText('t1')).toBeInTheDocument();
    }
  });

  it('shows twelve hours by five minutes', async () => {
    const points = traffic.points.map((point, index) => ({
      ...point,
      start: `2026-01-04T00:${index}5:00Z`,
    }));
    serve(aDeployment(), { ...traffic, interval: '5min', points });
    render('/?range=12h');
    const rows = within(
      await screen.findByRole('region', { name: 'Rows scored per five minutes' }),
    );
    await userEvent.click(rows.getByRole('button', { name: /table/i }));
    expect(rows.getByRole('rowheader', { name: '4 Jan 2026, 00:15 UTC' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Last 12 hours/ })).toBeInTheDocument();
    expect(screen.queryByText(/was rolled up/)).not.toBeInTheDocument();
  });

  it('says that traffic isn’t kept as finely as was asked for', async () => {
    serve(aDeployment(), traffic);
    render('/?interval=5min');
    expect(await screen.findByText('One point per day')).toBeInTheDocument();
    expect(
      screen.getByText(/is kept by the day only, so there is none per five minutes/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Five minutes/ })).toBeInTheDocument();
  });

  it('says so too where no interval was asked for and the finer ones would fit', async () => {
    serve(aDeployment(), traffic);
    render();
    expect(await screen.findByText('One point per day')).toBeInTheDocument();
    expect(screen.getByText(/is kept by the day only/)).toBeInTheDocument();
  });

  it('shows no axis of time where no drift was measured, and says what is missing', async () => {
    serve(aDeployment(), traffic);
    render();
    // In the place of the chart, and in the part below.
    expect(await screen.findAllByText('Drift is not measured')).toHaveLength(2);
    expect(screen.queryByRole('region', { name: /^Average drift/ })).not.toBeInTheDocument();
    expect(screen.queryByText(/1970/)).not.toBeInTheDocument();
  });

  it('leads to the tab where a model without a deployment is deployed, or gets its first version', async () => {
    server.use(
      http.get(`${BASE_URL}/deployments`, () => HttpResponse.json({ items: [], totalItems: 0 })),
    );
    const { unmount } = render();
    expect(
      await screen.findByText('flight-delay-risk has never been deployed'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to “Serving”' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk/serving',
    );
    unmount();
    renderMlops(<MonitoringContent model={aModel({ latestVersion: undefined })} />);
    expect(await screen.findByText('flight-delay-risk has no version yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Go to “Model”' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk/model',
    );
  });

  it('says of what is served elsewhere how predictions get here, where there is no endpoint', async () => {
    serve(aDeployment({ target: 'external', endpoint: undefined }), { ...traffic, points: [] });
    render();
    expect(await screen.findByText('No predictions yet')).toBeInTheDocument();
    expect(screen.getByText(/^It is served elsewhere: what is told/)).toBeInTheDocument();
    expect(await screen.findByText('Tell what the model answered')).toBeInTheDocument();
    expect(screen.queryByText(/ask the endpoint/)).not.toBeInTheDocument();
  });
});
