import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { RowsLately } from './RowsLately';

const server = setupServer();

/** Answers with these days and this many rows today. */
function serveDays(days: Array<[day: string, rows: number]>, today = 0) {
  server.use(
    http.get(`${BASE_URL}/deployment-health`, () =>
      HttpResponse.json({
        items: [
          {
            deployment: aDeployment(),
            health: 'fine',
            why: 'Online, without drift.',
            openAlerts: { critical: 0, warning: 0, info: 0 },
            today: { requests: today, rows: today, errors: 0 },
            days: days.map(([day, rows]) => ({
              day: `${day}T00:00:00Z`,
              requests: 1,
              rows,
              errors: 0,
              averageDrift: null,
              driftedColumns: [],
            })),
          },
        ],
        totalItems: 1,
        counts: { offline: 0, alerting: 0, drifting: 0, silent: 0, fine: 1 },
        truncated: false,
      }),
    ),
  );
}

const render = () =>
  renderMlops(<RowsLately model="flight-delay-risk" deployment="flight-delay-risk" />);

describe('RowsLately', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('says that nothing came today, and what came last, to eye and ear alike', async () => {
    serveDays([
      ['2013-12-30', 240],
      ['2013-12-31', 260],
    ]);
    render();
    expect(await screen.findByText('None today')).toBeInTheDocument();
    expect(screen.getByText('500 in the 30 days to 31 Dec 2013, by day')).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: 'Rows scored per day, 2 Dec 2013 to 31 Dec 2013; at most 260 a day',
      }),
    ).toBeInTheDocument();
  });

  it('counts today before its day is summed up', async () => {
    serveDays([], 1_234);
    render();
    expect(await screen.findByText('1,234 today')).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('draws nothing before the first request', async () => {
    serveDays([]);
    render();
    expect(await screen.findByText('None yet')).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
