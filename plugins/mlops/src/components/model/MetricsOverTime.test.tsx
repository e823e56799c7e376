import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { MetricsOverTime } from './MetricsOverTime';

const server = setupServer();
const point = (version: number, day: number, metrics: Record<string, number>) => ({
  id: `${version}-${day}`,
  version,
  name: 'flights',
  split: 'test',
  evaluatedAt: `2026-01-0${day}T00:00:00Z`,
  metrics,
});

function serve(items: unknown[]) {
  let asked = 0;
  server.use(
    http.get(`${BASE_URL}/models/risk/evaluations`, () => {
      asked += 1;
      return HttpResponse.json({ items });
    }),
  );
  return () => asked;
}

describe('MetricsOverTime', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('draws a metric over the versions, and shows it as a table', async () => {
    serve([point(2, 5, { auc: 0.72, f1: 0.5 }), point(1, 1, { auc: 0.7, f1: 0.4 })]);
    renderMlops(<MetricsOverTime model="risk" preferred="auc" />);
    const heading = await screen.findByRole('heading', { name: 'AUC over time' });
    expect(within(heading.closest('section')!).getByText('v2')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'View as table: AUC over time' }));
    const rows = within(screen.getByRole('table', { name: 'AUC over time' })).getAllByRole('row');
    expect(rows.map(row => [...row.children].map(cell => cell.textContent))).toEqual([
      ['Evaluated (UTC)', 'Version', 'Data set', 'AUC'],
      ['1 Jan 2026, 00:00 UTC', 'v1', 'flights (test)', '0.700'],
      ['5 Jan 2026, 00:00 UTC', 'v2', 'flights (test)', '0.720'],
    ]);
  });

  it('shows the metric that the URL asks for', async () => {
    serve([point(2, 5, { auc: 0.72, f1: 0.5 }), point(1, 1, { auc: 0.7, f1: 0.4 })]);
    renderMlops(<MetricsOverTime model="risk" preferred="auc" />, { path: '/?metric=f1' });
    expect(await screen.findByRole('heading', { name: 'F1 over time' })).toBeInTheDocument();
  });

  it('shows nothing with fewer than two evaluations', async () => {
    const asked = serve([point(1, 1, { auc: 0.7 })]);
    renderMlops(<MetricsOverTime model="risk" preferred="auc" />);
    await waitFor(() => expect(asked()).toBe(1));
    expect(screen.queryByRole('heading')).not.toBeInTheDocument();
  });
});
