import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { RowsLately } from './RowsLately';

const server = setupServer();
const latencyMs = { p50: 1, p90: 1, p99: 1 };
const point = (start: string, rows: number) => ({
  start,
  version: 1,
  requests: 1,
  rows,
  errors: 0,
  latencyMs,
  prediction: null,
});

/** Answers with these points by week and by day; nothing within the last day. */
function serveTraffic(weeks: ReturnType<typeof point>[], days: ReturnType<typeof point>[]) {
  const asked: Array<string | null> = [];
  server.use(
    http.get(`${BASE_URL}/deployments/flight-delay-risk/traffic`, ({ request }) => {
      const { searchParams: query } = new URL(request.url);
      const total = { requests: 0, rows: 0, errors: 0, latencyMs, predictionMean: null };
      switch (query.get('interval')) {
        case 'hour':
          return HttpResponse.json({ interval: 'hour', points: [], total });
        case 'day':
          asked.push(query.get('from'), query.get('to'));
          return HttpResponse.json({ interval: 'day', points: days, total });
        default:
          return HttpResponse.json({ interval: 'week', points: weeks, total });
      }
    }),
  );
  return asked;
}

describe('RowsLately', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('says that nothing came lately, and what came last, to eye and ear alike', async () => {
    const asked = serveTraffic(
      [point('2013-12-23T00:00:00Z', 900), point('2013-12-30T00:00:00Z', 500)],
      [point('2013-12-30T00:00:00Z', 240), point('2013-12-31T00:00:00Z', 260)],
    );
    renderMlops(<RowsLately deployment="flight-delay-risk" />);
    expect(await screen.findByText('None in the last 24 hours')).toBeInTheDocument();
    expect(
      await screen.findByText('500 in the 30 days to 31 Dec 2013, by day'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: 'Rows scored per day, 2 Dec 2013 to 31 Dec 2013; at most 260 a day',
      }),
    ).toBeInTheDocument();
    expect(asked).toEqual(['2013-11-30T00:00:00.000Z', '2014-01-06T00:00:00.000Z']);
  });

  it('draws nothing before the first request', async () => {
    serveTraffic([], []);
    renderMlops(<RowsLately deployment="flight-delay-risk" />);
    expect(await screen.findByText('None yet')).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});
