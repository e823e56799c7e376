import type { Alert, RetrainingRun } from '@mlops-backstage/plugin-mlops-common';
import { alertMarks, gapMarks, runMarks } from './eventMarks';

const alert = (given: Partial<Alert>) =>
  ({ severity: 'warning', summary: 'slow', raisedAt: '2026-01-02T00:00:00Z', ...given }) as Alert;

describe('event marks', () => {
  it('are the alerts of the deployment and of its model, oldest first', () => {
    const marks = alertMarks(
      [
        alert({ deployment: 'risk', severity: 'critical' }),
        alert({ deployment: 'other' }),
        alert({ raisedAt: '2026-01-01T00:00:00Z', summary: 'off' }),
      ],
      'risk',
    );
    expect(marks).toEqual([
      { at: Date.UTC(2026, 0, 1), label: 'a1', words: 'Warning alert: off' },
      { at: Date.UTC(2026, 0, 2), label: 'a2', words: 'Critical alert: slow' },
    ]);
  });

  it('stand where the traffic is that an alert was raised by', () => {
    const evidence = {
      measure: 'drift',
      unit: 'psi' as const,
      interval: 'day' as const,
      bound: 0.3,
      side: 'above' as const,
      points: ['2013-04-01', '2013-04-02'].map(day => ({
        start: `${day}T00:00:00Z`,
        value: 1,
        breaks: true,
      })),
    };
    expect(alertMarks([alert({ evidence })], 'risk')[0].at).toBe(Date.UTC(2013, 3, 2));
  });

  it('are the trainings for the deployment and for its model, where they became due', () => {
    const training = (given: Partial<RetrainingRun>) =>
      ({
        id: 'one',
        policy: 'weekly',
        state: 'succeeded',
        reason: 'Due at noon',
        dueAt: '2026-01-01T12:00:00Z',
        createdAt: '2026-03-01T00:00:00Z',
        ...given,
      }) as RetrainingRun;
    const marks = runMarks(
      [
        training({ deployment: 'other' }),
        training({
          id: 'two',
          deployment: 'risk',
          state: 'running',
          cancelledBy: 'user:default/ada',
        }),
        training({ dueAt: '2026-01-01T11:00:00Z' }),
      ],
      'risk',
      id => `/retraining?run=${id}`,
    );
    expect(marks).toEqual([
      {
        at: Date.UTC(2026, 0, 1, 11),
        label: 't1',
        words: 'Training by weekly (succeeded): Due at noon',
        href: '/retraining?run=one',
      },
      {
        at: Date.UTC(2026, 0, 1, 12),
        label: 't2',
        words: 'Training by weekly (being stopped): Due at noon',
        href: '/retraining?run=two',
      },
    ]);
  });

  it('say what was lost', () => {
    const gap = { from: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:05Z' };
    const at = Date.UTC(2026, 0, 1);
    expect(
      gapMarks([
        { ...gap, lost: 'replica' },
        { ...gap, lost: 'replica', requests: 0 },
        { ...gap, lost: 'worker', requests: 412 },
      ]),
    ).toEqual([
      {
        at,
        label: 'g1',
        words:
          'a replica was lost with an unknown number of answered requests, which are in no count',
      },
      {
        at,
        label: 'g2',
        words: 'a worker was lost with about 412 answered requests, which are in no count',
      },
    ]);
  });
});
