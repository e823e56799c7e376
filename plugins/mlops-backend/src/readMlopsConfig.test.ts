import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { readMlopsConfig } from './readMlopsConfig';

const dayMs = 24 * 3_600_000;

const read = (mlops: any) =>
  readMlopsConfig(
    mockServices.rootConfig({ data: { mlops: { artifacts: { directory: '/data' }, ...mlops } } }),
  );

describe('readMlopsConfig', () => {
  it('needs no more than a folder for artifacts', () => {
    expect(read({})).toEqual({
      artifacts: { directory: '/data', maxBytes: 512 * 1024 * 1024, remote: {} },
      registry: { deletedRetentionMs: 30 * 24 * 3_600_000 },
      server: {
        host: '127.0.0.1',
        port: 7008,
        publicUrl: undefined,
        authentication: 'tokens',
        workers: availableParallelism(),
        sessionThreads: 1,
        metrics: undefined,
        limits: {
          maxBodyBytes: 16 * 1024 * 1024,
          maxRows: 10_000,
          requestTimeoutMs: 30_000,
          maxConcurrentRequests: 1_000,
          maxQueueMs: 10_000,
          maxBatchRows: 64,
          maxBatchDelayMs: 0,
          maxSessionBytes: Infinity,
          maxSessionIdleMs: Infinity,
          maxReplicatedBytes: Infinity,
          largeModelCopies: 1,
        },
      },
      tokens: { maxPerEndpoint: 100 },
      monitoring: {
        windowMs: 300_000,
        flushIntervalMs: 5_000,
        settlingMs: 60_000,
        latenessMs: 300_000,
        retention: { fineMs: 2 * dayMs, hoursMs: 30 * dayMs, daysMs: Infinity },
        threshold: 0.3,
        alpha: 0.005,
        talliesDirectory: '/data/tallies',
      },
      catalog: { fileRoots: [], refreshInterval: { milliseconds: 30_000 } },
      // Read and tested by governance: signed by nobody, and kept for ever.
      audit: {
        keys: expect.objectContaining({ canSign: false }),
        checkpointEveryMs: 24 * 3_600_000,
        retentionMs: undefined,
      },
      // Read and tested by the predictions.
      predictions: expect.objectContaining({ requestsPerSecond: 10 }),
      // Read and tested by the alerts.
      alerts: expect.objectContaining({ webhooks: [], lookEveryMs: 60_000 }),
      // Read and tested by the retraining.
      retraining: expect.objectContaining({ webhooks: [] }),
      // Read and tested by the lifecycle.
      lifecycle: expect.objectContaining({ gates: {} }),
    });
    expect(() => readMlopsConfig(mockServices.rootConfig({ data: {} }))).toThrow(/mlops/);
    expect(() => read({ artifacts: {} })).toThrow(/artifacts\.directory/);
  });

  it('takes folders from where the backend runs, durations in either form and addresses without a slash', () => {
    const config = read({
      artifacts: { directory: './data' },
      server: { publicUrl: 'https://models.example.com/serving//' },
      monitoring: {
        window: '15m',
        flushInterval: { seconds: 1 },
        tallies: { directory: './tallies' },
      },
      catalog: { fileRoots: ['../examples'] },
    });
    expect(config.artifacts.directory).toBe(resolve('data'));
    expect(config.catalog.fileRoots).toEqual([resolve('../examples')]);
    expect(config.server.publicUrl).toBe('https://models.example.com/serving');
    expect(config.monitoring).toMatchObject({
      windowMs: 900_000,
      flushIntervalMs: 1_000,
      talliesDirectory: resolve('tallies'),
    });
    const off = read({ monitoring: { tallies: { enabled: false } } });
    expect(off.monitoring.talliesDirectory).toBeUndefined();
  });

  it.each([
    [
      { artifacts: { directory: '/data', maxBytes: 0 } },
      'mlops.artifacts.maxBytes has to be at least 1, but is 0',
    ],
    [
      { server: { port: -1 } },
      'mlops.server.port has to be a whole number from 0 to 65535, but is -1',
    ],
    [{ server: { port: 65536 } }, 'mlops.server.port has to be'],
    [
      { server: { authentication: 'None' } },
      'mlops.server.authentication has to be one of tokens, none, but is None',
    ],
    [
      { server: { publicUrl: 'models.example.com' } },
      'mlops.server.publicUrl has to be an http or https address, but is models.example.com',
    ],
    [{ server: { workers: 0 } }, 'mlops.server.workers has to be a whole number from 1'],
    [{ server: { workers: 1.5 } }, 'mlops.server.workers has to be a whole number from 1'],
    [{ server: { sessionThreads: 0 } }, 'mlops.server.sessionThreads has to be'],
    [{ server: { maxBodyBytes: 0 } }, 'mlops.server.maxBodyBytes has to be at least 1'],
    [
      { tokens: { maxPerEndpoint: 0 } },
      'mlops.tokens.maxPerEndpoint has to be a whole number from 1 to 100000, but is 0',
    ],
    [{ server: { batching: { maxRows: 0 } } }, 'mlops.server.batching.maxRows has to be a whole'],
    [{ server: { maxQueueTime: '0s' } }, 'mlops.server.maxQueueTime has to be at least 1'],
    [{ server: { metrics: { port: 70_000 } } }, 'mlops.server.metrics.port has to be'],
    [{ server: { maxRows: -5 } }, 'mlops.server.maxRows has to be at least 1'],
    [{ monitoring: { window: '7m' } }, 'mlops.monitoring.window has to be a divisor of an hour'],
    [{ monitoring: { window: '2h' } }, 'mlops.monitoring.window has to be a divisor of an hour'],
    [{ monitoring: { window: '30s' } }, 'mlops.monitoring.window has to be a divisor of an hour'],
    [
      { monitoring: { flushInterval: '10ms' } },
      'mlops.monitoring.flushInterval has to be at least 100',
    ],
    [
      { monitoring: { settlingTime: '1s' } },
      'mlops.monitoring.settlingTime has to be at least 5000',
    ],
    [
      { monitoring: { retention: { fine: '1h' } } },
      'mlops.monitoring.retention.fine has to be at least 86400000',
    ],
    [
      { monitoring: { retention: { hours: '1 day' } } },
      'mlops.monitoring.retention.hours has to be at least 172800000',
    ],
    [
      { monitoring: { retention: { days: '3 days' } } },
      'mlops.monitoring.retention.days has to be at least 2592000000',
    ],
    [
      { monitoring: { drift: { threshold: -0.1 } } },
      'mlops.monitoring.drift.threshold has to be at least 0',
    ],
    [
      { monitoring: { drift: { alpha: 0 } } },
      'mlops.monitoring.drift.alpha has to be above 0 and at most 1',
    ],
    [
      { monitoring: { drift: { alpha: 5 } } },
      'mlops.monitoring.drift.alpha has to be above 0 and at most 1',
    ],
    [
      { catalog: { refreshInterval: '10ms' } },
      'mlops.catalog.refreshInterval has to be at least 1000',
    ],
  ])('refuses %j', (mlops, message) => {
    expect(() => read(mlops)).toThrow(message);
  });
});
