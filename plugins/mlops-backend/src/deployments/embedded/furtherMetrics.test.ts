import { mockServices } from '@backstage/backend-test-utils';
import { withFurther } from './furtherMetrics';

const served = { contentType: 'text/plain', text: async () => 'up 1\n' };

const lost = (count: number) =>
  [
    '# HELP mlops_monitoring_dropped_requests_total Answered requests that are in no monitoring window, since the database was away for too long',
    '# TYPE mlops_monitoring_dropped_requests_total counter',
    `mlops_monitoring_dropped_requests_total ${count}`,
    '',
  ].join('\n');

describe('metrics beside those of the server', () => {
  it('come behind them', async () => {
    const further = { lostRequests: () => 3, stored: async () => 'waiting 2\n' };
    const metrics = withFurther(served, further, mockServices.logger.mock());
    expect(metrics.contentType).toBe('text/plain');
    expect(await metrics.text()).toBe(`up 1\n\n${lost(3)}\nwaiting 2\n`);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('it is away')), 'it is away'],
    ['does not answer', () => new Promise<string>(() => {}), 'did not answer within 50 ms'],
  ])('are told without those of a database that %s, as the log says', async (_, stored, why) => {
    const logger = mockServices.logger.mock();
    const metrics = withFurther(served, { lostRequests: () => 0, stored }, logger, 50);
    expect(await metrics.text()).toBe(`up 1\n\n${lost(0)}\n`);
    expect(logger.warn.mock.calls).toEqual([
      [
        'The metrics of the database could not be read',
        expect.objectContaining({ message: expect.stringContaining(why) }),
      ],
    ]);
  });
});
