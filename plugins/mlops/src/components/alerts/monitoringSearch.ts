import type { Alert } from '@mlops-backstage/plugin-mlops-common';

const DAY_MS = 24 * 3_600_000;
/** The last of an interval, so that the range ends within it. */
const LENGTHS_MS = { hour: DAY_MS, day: DAY_MS, week: 7 * DAY_MS, month: 31 * DAY_MS } as const;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** What the tab “Monitoring” is asked for to show what an alert is about; its whole history where the alert doesn't say when. */
export function monitoringSearch({ deployment, evidence }: Alert): string {
  const search = new URLSearchParams();
  if (deployment !== undefined) {
    search.set('deployment', deployment);
  }
  if (evidence && evidence.points.length > 0) {
    const { points, interval } = evidence;
    const last = Date.parse(points[points.length - 1].start);
    search.set('range', 'custom');
    search.set('from', dayOf(Date.parse(points[0].start)));
    search.set('to', dayOf(last + LENGTHS_MS[interval] - DAY_MS));
    search.set('interval', interval);
  }
  return search.toString();
}
