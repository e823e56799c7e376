import { aDeployment } from '../../__testUtils__/fixtures';
import { modelHealth } from './modelHealth';

const drift = (months: Record<string, string[]>, version = 1) => ({
  interval: 'month' as const,
  threshold: 0.3,
  alpha: 0.01,
  reference: { kind: 'training' as const },
  points: Object.entries(months).map(([month, driftedColumns]) => ({
    start: `${month}-01T00:00:00Z`,
    version,
    rows: 100,
    averageDrift: 0.1,
    driftedColumns,
    columns: [],
    quality: [],
  })),
});

describe('modelHealth', () => {
  it('is drifting since the first of the drifted intervals up to now', () => {
    const months = {
      '2013-04': ['humid'],
      '2013-05': [],
      '2013-06': ['temp'],
      '2013-07': ['temp', 'humid', 'pressure', 'wind_speed'],
    };
    expect(modelHealth(aDeployment(), drift(months))).toEqual({
      tone: 'warning',
      word: 'Drifting',
      reason:
        'temp, humid, pressure and 1 more in July 2013; some drift in every month since June 2013.',
    });
  });

  it('is healthy again once the last interval has not drifted', () => {
    const health = modelHealth(aDeployment(), drift({ '2013-04': ['temp'], '2013-05': [] }));
    expect(health).toMatchObject({ word: 'Healthy', reason: 'Online, no drift in May 2013.' });
  });

  it('calls what is served elsewhere not online, which nobody here knows', () => {
    const elsewhere = aDeployment({ target: 'external' });
    expect(modelHealth(elsewhere, undefined)).toMatchObject({
      word: 'Served elsewhere',
      tone: 'info',
    });
    expect(modelHealth(elsewhere, undefined, undefined, 'Nothing.').word).toBe('Silent');
    expect(modelHealth(elsewhere, drift({ '2013-05': [] }))).toMatchObject({
      word: 'Healthy',
      reason: 'Served elsewhere, no drift in May 2013.',
    });
  });

  it('looks at the drift of the version that serves', () => {
    const health = modelHealth(aDeployment({ version: 2 }), drift({ '2013-04': ['temp'] }, 1));
    expect(health).toMatchObject({ word: 'Online', tone: 'good' });
  });

  it('puts serving before drift', () => {
    const failed = aDeployment({ status: 'failed', statusMessage: 'out of memory' });
    expect(modelHealth(failed, drift({ '2013-04': [] }))).toMatchObject({
      word: 'Failed',
      reason: 'out of memory',
    });
    expect(modelHealth(undefined, undefined).word).toBe('Not deployed');
  });

  it('is silent where nothing comes in any more, but not before what is worse', () => {
    const quiet = 'Nothing came in for a day.';
    const calm = drift({ '2013-04': [] });
    expect(modelHealth(aDeployment(), calm, undefined, quiet)).toEqual({
      tone: 'idle',
      word: 'Silent',
      reason: 'Nothing came in for a day. Online, no drift in April 2013.',
    });
    const drifting = drift({ '2013-04': ['temp'] });
    expect(modelHealth(aDeployment(), drifting, undefined, quiet).word).toBe('Drifting');
  });

  it('puts alerts before drift, by their severity', () => {
    const drifting = drift({ '2013-04': ['temp'] });
    expect(modelHealth(aDeployment(), drifting, { critical: 1, info: 1 })).toEqual({
      tone: 'bad',
      word: 'Alerting',
      reason: '1 critical, 1 info alerts. temp in April 2013.',
    });
    expect(modelHealth(aDeployment(), undefined, { warning: 1 })).toMatchObject({
      tone: 'warning',
      word: 'Alerting',
    });
    expect(modelHealth(aDeployment(), drifting, { info: 1 })).toMatchObject({
      word: 'Drifting',
      reason: '1 info alert. temp in April 2013.',
    });
    const failed = aDeployment({ status: 'failed', statusMessage: 'Out of memory.' });
    expect(modelHealth(failed, undefined, { critical: 2 })).toEqual({
      tone: 'bad',
      word: 'Failed',
      reason: '2 critical alerts. Out of memory.',
    });
  });
});
