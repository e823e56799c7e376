import type { RetrainingPolicy, RetrainingRun } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aDeployment } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { RetrainingContent } from './RetrainingContent';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const run: RetrainingRun = {
  id: '00000000-0000-4000-8000-000000000001',
  model: 'risk',
  policy: 'when-it-drifts',
  deployment: 'risk-eu',
  cause: 'drift',
  reason: 'temp drifted: 5,200 rows were scored',
  requestedBy: 'plugin:mlops/retraining',
  dueAt: '2026-01-01T10:00:00Z',
  state: 'succeeded',
  executor: 'ray',
  parameters: {},
  url: 'https://ray.example.com/#/jobs/1',
  createdAt: '2026-01-01T10:00:00Z',
  submittedAt: '2026-01-01T10:00:10Z',
  startedAt: '2026-01-01T10:01:00Z',
  endedAt: '2026-01-01T10:05:10Z',
  champion: 1,
  version: 3,
  outcome: { kind: 'challenger', state: 'done', message: 'Version 3 is a challenger of risk-eu' },
  comparison: { metric: 'auc', dataset: 'recent', version: 0.7, champion: 0.65, isBetter: true },
};

const policy: RetrainingPolicy = {
  model: 'risk',
  name: 'when-it-drifts',
  deployment: 'risk-eu',
  trigger: { kind: 'drift', rows: 5_000, interval: 'week' },
  executor: 'ray',
  parameters: {},
  outcome: { kind: 'challenger' },
  cooldownSeconds: 0,
  maxConcurrent: 1,
  timeoutSeconds: 21_600,
  catchUp: true,
  paused: false,
  sentence: 'When 5,000 rows were scored in consecutive weeks.',
  progress: { counted: 1_200, needed: 5_000 },
  lastRun: run,
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:default/ada',
  updatedAt: '2026-01-01T00:00:00Z',
  updatedBy: 'user:default/ada',
};

function answer(policies: RetrainingPolicy[], runs: RetrainingRun[], executors = ['ray']) {
  const items = executors.map(id => ({ id, title: id, parameters: {} }));
  server.use(
    http.get(`${BASE_URL}/models/risk/retraining-policies`, () =>
      HttpResponse.json({ items: policies }),
    ),
    http.get(`${BASE_URL}/models/risk/retraining-runs`, () =>
      HttpResponse.json({ items: runs, totalItems: runs.length }),
    ),
    http.get(`${BASE_URL}/retraining-executors`, () => HttpResponse.json({ items })),
    http.get(`${BASE_URL}/deployments`, () =>
      HttpResponse.json({ items: [aDeployment({ name: 'risk-eu' })], totalItems: 1 }),
    ),
    http.post(`${BASE_URL}/models/risk/retraining-dry-run`, () =>
      HttpResponse.json({
        sentence: 'When.',
        from: '2013-04-01T00:00:00.000Z',
        to: '2013-04-15T00:00:00.000Z',
        firings: [{ at: '2013-04-15T00:00:00.000Z', reason: 'temp drifted' }],
        intervals: [1, 8].map(day => ({
          start: new Date(Date.UTC(2013, 3, day)).toISOString(),
          end: new Date(Date.UTC(2013, 3, day + 7)).toISOString(),
          isBeyond: true,
          rows: 2_600,
          value: 0.5,
          counted: day === 1 ? 2_600 : 5_200,
          columns: ['temp'],
        })),
        needed: 5_000,
      }),
    ),
  );
}

const render = (options = {}) =>
  renderMlops(<RetrainingContent model={{ name: 'risk' }} />, options);

describe('RetrainingContent', () => {
  it('tells the policies, and the story of each training', async () => {
    answer([policy], [run]);
    render();
    expect(await screen.findByText(policy.sentence)).toBeInTheDocument();
    expect(screen.getByText('1,200 of 5,000 drifted rows in a row')).toBeInTheDocument();
    const training = within((await screen.findByText(run.reason)).closest('li')!);
    expect(training.getByText('took 5 minutes')).toBeInTheDocument();
    expect(training.getByText('Version 3')).toBeInTheDocument();
    expect(
      training.getByText(
        /is a challenger of risk-eu \(AUC 0.700 on recent, the champion’s 0.650\)/,
      ),
    ).toBeInTheDocument();
    expect(training.getByRole('link', { name: /Log and details at ray/ })).toHaveAttribute(
      'href',
      run.url,
    );
    expect(await axeViolations()).toEqual([]);
  });

  it('shows first the training that a link leads to, until it is closed', async () => {
    answer([policy], []);
    server.use(http.get(`${BASE_URL}/retraining-runs/:id`, () => HttpResponse.json(run)));
    render({ path: `/?run=${run.id}` });
    const section = within(
      await screen.findByRole('region', { name: 'The training that the link leads to' }),
    );
    expect(await section.findByText(run.reason)).toBeInTheDocument();
    await userEvent.click(section.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(run.reason)).not.toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'location' })).toBeEmptyDOMElement();
  });

  it('shows no training of another model as one of this', async () => {
    answer([policy], []);
    server.use(
      http.get(`${BASE_URL}/retraining-runs/:id`, () =>
        HttpResponse.json({ ...run, model: 'other' }),
      ),
    );
    render({ path: `/?run=${run.id}` });
    expect(await screen.findByText('It is a training of other')).toBeInTheDocument();
    expect(screen.queryByText(run.reason)).not.toBeInTheDocument();
  });

  it('shows when a policy would have fired, which the URL holds', async () => {
    answer([policy], []);
    render();
    const show = await screen.findByRole('button', { name: /would have fired/ });
    await userEvent.click(show);
    expect(
      await screen.findByText(/From 1 Apr 2013 to 15 Apr 2013 it would have fired once/),
    ).toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'location' })).toHaveTextContent(
      'dryRun=when-it-drifts',
    );
    expect(screen.getByRole('table', { name: 'Firings' })).toHaveTextContent('temp drifted');
  });

  it('starts a training with a reason', async () => {
    answer([policy], []);
    const sent: unknown[] = [];
    server.use(
      http.post(
        `${BASE_URL}/models/risk/retraining-policies/when-it-drifts/runs`,
        async ({ request }) => {
          sent.push(await request.json());
          return HttpResponse.json({ ...run, state: 'queued' }, { status: 201 });
        },
      ),
    );
    render();
    await userEvent.click(await screen.findByRole('button', { name: /^Train now by/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/Reason/), 'new data');
    await userEvent.click(dialog.getByRole('button', { name: 'Train now' }));
    await waitFor(() => expect(sent).toEqual([{ reason: 'new data' }]));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says what is missing, and why nothing can be added', async () => {
    answer([], [], []);
    render();
    expect(await screen.findByText('No policies')).toBeInTheDocument();
    expect(await screen.findByText('No trainings yet')).toBeInTheDocument();
    expect(await screen.findByText(/an operator has to configure an executor/)).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('keeps what a person may not do in sight, and says why', async () => {
    answer([policy], [{ ...run, state: 'running', outcome: undefined, version: undefined }]);
    render({ denied: ['mlops.retraining.update', 'mlops.retraining.trigger'] });
    expect(await screen.findByRole('button', { name: /^Train now by/ })).toBeDisabled();
    expect(await screen.findByRole('button', { name: 'Add a policy…' })).toBeDisabled();
    expect(await screen.findByRole('button', { name: /^Stop the training/ })).toBeDisabled();
  });
});
