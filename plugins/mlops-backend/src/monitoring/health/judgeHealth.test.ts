import { judgeHealth } from './judgeHealth';
import type { Symptoms } from './judgeHealth';

const DAY = 24 * 3_600_000;
const now = Date.UTC(2026, 5, 10);

const judge = (change: Partial<Symptoms>) =>
  judgeHealth(
    {
      status: 'online',
      isServedElsewhere: false,
      createdAt: now - 10 * DAY,
      openAlerts: { critical: 0, warning: 0, info: 0 },
      lastTrafficAt: now - 1_000,
      days: [],
      ...change,
    },
    now,
  );

const days = (...drifted: string[][]) =>
  drifted.map((driftedColumns, index) => ({
    day: now - (drifted.length - index) * DAY,
    driftedColumns,
  }));

describe('judgeHealth', () => {
  it('is fine while it is online and asked', () => {
    expect(judge({})).toEqual({ health: 'fine', why: 'Online, without drift.' });
    expect(judge({ lastTrafficAt: undefined, createdAt: now - 1 })).toEqual({
      health: 'fine',
      why: 'Online, and not asked yet.',
    });
  });

  it('calls nothing online that is served elsewhere', () => {
    const isServedElsewhere = true;
    expect(judge({ isServedElsewhere }).why).toBe('Served elsewhere, without drift.');
    const untold = { isServedElsewhere, lastTrafficAt: undefined };
    expect(judge({ ...untold, createdAt: now - 1 })).toEqual({
      health: 'fine',
      why: 'Served elsewhere, and nothing was told of it yet.',
    });
    expect(judge(untold)).toEqual({ health: 'silent', why: 'Nothing was ever told of it.' });
  });

  it('tells the worst that holds', () => {
    const worse = { days: days(['temp']), openAlerts: { critical: 2, warning: 1, info: 0 } };
    expect(judge({ ...worse, status: 'failed', statusMessage: 'no file' })).toEqual({
      health: 'offline',
      why: 'It can’t be served: no file',
    });
    expect(judge({ ...worse, status: 'undeployed' }).health).toBe('offline');
    expect(judge(worse)).toEqual({ health: 'alerting', why: '2 critical alerts are open.' });
    expect(judge({ days: days(['temp']), lastTrafficAt: 0 }).health).toBe('drifting');
    expect(judge({ openAlerts: { critical: 0, warning: 9, info: 9 } }).health).toBe('fine');
  });

  it('names what drifted on the last day, and since when some did on each', () => {
    expect(judge({ days: days(['x'], [], ['a'], ['a', 'b', 'c', 'd']) }).why).toBe(
      'a, b, c and 1 more drifted, some since 2026-06-08.',
    );
    expect(judge({ days: days(['x'], []) }).health).toBe('fine');
  });

  it('is silent when nothing came in for a day', () => {
    expect(judge({ lastTrafficAt: now - DAY })).toEqual({
      health: 'silent',
      why: 'Nothing came in for a day.',
    });
    expect(judge({ lastTrafficAt: undefined })).toEqual({
      health: 'silent',
      why: 'It was never asked.',
    });
  });
});
