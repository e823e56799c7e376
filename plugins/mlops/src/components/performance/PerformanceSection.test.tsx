import type {
  Performance,
  PerformancePoint,
  PredictionSettings,
} from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aDeployment } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { WHOLE_HISTORY } from '../monitoring/timeWindow';
import { PerformanceSection } from './PerformanceSection';

jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 20_000 });

const server = setupServer();

const point = (more: Partial<PerformancePoint> = {}): PerformancePoint => ({
  start: '2026-01-05T00:00:00.000Z',
  version: 1,
  metric: 'auc',
  value: 0.7,
  low: 0.65,
  high: 0.74,
  rows: 1_000,
  labelled: 800,
  estimated: { value: 0.68, low: 0.66, high: 0.7, method: 'cbpe' },
  ...more,
});

const answerOf = (points: PerformancePoint[]): Performance => ({
  interval: 'day',
  confidence: 0.95,
  metrics: [
    { name: 'auc', better: 'higher' },
    { name: 'log_loss', better: 'lower' },
  ],
  unusable: 0,
  points,
});

/** @returns what was asked for and what was changed */
function serve(performance: Performance, settings: Partial<PredictionSettings> = {}) {
  const asked: string[] = [];
  const changes: unknown[] = [];
  server.use(
    http.get(`${BASE_URL}/deployments/:name/performance`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(searchParams.toString());
      const column = searchParams.get('slice');
      const slice = {
        version: 1,
        rows: 500,
        metrics: [
          {
            metric: 'auc' as const,
            value: 0.6,
            low: 0.55,
            high: 0.64,
            labelled: 400,
            differs: 'worse' as const,
          },
        ],
      };
      return HttpResponse.json({
        ...performance,
        ...(column && {
          slices: {
            column,
            kept: 1_000,
            intervals: 2,
            slices: [
              { ...slice, value: 'AA', isOther: false },
              { ...slice, value: null, isOther: true },
            ],
          },
        }),
      });
    }),
    http.get(`${BASE_URL}/deployments/:name/prediction-settings`, () =>
      HttpResponse.json({ key: null, slices: [], requestsPerSecond: null, ...settings }),
    ),
    http.put(`${BASE_URL}/deployments/:name/prediction-settings`, async ({ request }) => {
      changes.push(await request.json());
      return HttpResponse.json({ key: null, slices: [], requestsPerSecond: 5 });
    }),
  );
  return { asked, changes };
}

const render = (deployment = aDeployment({}), options?: Parameters<typeof renderMlops>[1]) =>
  renderMlops(<PerformanceSection deployment={deployment} window={WHOLE_HISTORY} />, options);
const section = async () => within(await screen.findByRole('region', { name: 'Performance' }));

describe('PerformanceSection', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('says how much is labelled, and has the numbers of the chart as a table, the estimate named as such', async () => {
    serve(answerOf([point()]));
    const { container } = render();
    const shown = await section();
    expect(await shown.findByText('80.0 % of them')).toBeInTheDocument();
    expect(shown.getByText(/estimated from the scores alone/)).toBeInTheDocument();
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.click(shown.getByRole('button', { name: 'View as table: AUC per day' }));
    const [, row] = shown.getAllByRole('row');
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['v1', '0.700', '0.650 to 0.740', '0.680 (0.660 to 0.700)', '800 of 1,000']);
  });

  it('tells the values of a kept column apart, and says which differ', async () => {
    const { asked } = serve(answerOf([point()]), { slices: ['carrier'] });
    render(undefined, { path: '/?slice=carrier' });
    const shown = await section();
    const row = await shown.findByRole('row', { name: /^AA/ });
    expect(row).toHaveTextContent('0.550 to 0.640');
    expect(row).toHaveTextContent('worse');
    expect(shown.getByRole('row', { name: /^all others/ })).toBeInTheDocument();
    expect(asked).toEqual(['interval=auto&slice=carrier']);
  });

  it('says how labels get here where none has come, by the key where there is one', async () => {
    serve(answerOf([point({ value: null, low: null, high: null, labelled: 0 })]), {
      key: 'flight_id',
    });
    render();
    const shown = await section();
    expect(await shown.findByText('No labels yet')).toBeInTheDocument();
    expect(await shown.findByText('Tell what came true, by flight_id')).toBeInTheDocument();
    expect(shown.getByText(/labels' \\/)).toHaveTextContent('key,label <a flight_id>,1');
  });

  it('says how predictions get here of what is served elsewhere', async () => {
    serve(answerOf([]));
    render(aDeployment({ target: 'external' }));
    const shown = await section();
    expect(await shown.findByText('Tell what the model answered')).toBeInTheDocument();
    expect(shown.getByText(/predictions' \\/)).toBeInTheDocument();
  });

  it('changes what is logged, with a reason', async () => {
    const { changes } = serve(answerOf([]));
    render();
    const shown = await section();
    await userEvent.click(await shown.findByRole('button', { name: 'What is logged' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('Logged requests a second'), '5');
    await userEvent.type(dialog.getByLabelText('Key column'), 'flight_id');
    await userEvent.type(
      dialog.getByLabelText('Columns to tell apart'),
      'carrier, origin, carrier',
    );
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'to learn');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(changes).toEqual([
        {
          key: 'flight_id',
          slices: ['carrier', 'origin'],
          requestsPerSecond: 5,
          reason: 'to learn',
        },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });
});
