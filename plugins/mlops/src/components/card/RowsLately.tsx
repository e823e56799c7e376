import type { Interval } from '@mlops-backstage/plugin-mlops-common';
import { formatDay } from '../../format/instants';
import { formatCount } from '../../format/numbers';
import { useTraffic } from '../../queries/monitoring';
import { nextInterval } from '../charts/intervals';
import { Sparkline } from '../charts/Sparkline';
import { WHOLE_HISTORY } from '../monitoring/timeWindow';
import styles from './ModelCard.module.css';
import { RECENT_DAYS, recentRows } from './recentRows';

const LAST_DAY = { range: '24h', interval: 'hour' } as const;
const DAY_MS = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Rows of the last day, and of the last days that had traffic, with their course. */
export function RowsLately({ deployment }: { deployment: string }) {
  const day = useTraffic(deployment, LAST_DAY);
  const all = useTraffic(deployment, WHOLE_HISTORY);
  if (day.isError || all.isError) {
    return <>Could not be read</>;
  }
  if (!day.data || !all.data) {
    return <>…</>;
  }
  const { points, interval } = all.data;
  if (points.length === 0) {
    return <>None yet</>;
  }
  const inLastDay = day.data.points.reduce((rows, point) => rows + point.rows, 0);
  return (
    <span className={styles.rows}>
      <span>{inLastDay === 0 ? 'None' : formatCount(inLastDay)} in the last 24 hours</span>
      <Course
        deployment={deployment}
        lastStart={Math.max(...points.map(({ start }) => Date.parse(start)))}
        interval={interval}
      />
    </span>
  );
}

interface CourseProps {
  deployment: string;
  /** The start of the last interval with traffic, in milliseconds. */
  lastStart: number;
  interval: Interval;
}

/** Rows of each day up to the last one with traffic, which lies somewhere in the last interval. */
function Course({ deployment, lastStart, interval }: CourseProps) {
  const traffic = useTraffic(deployment, {
    range: 'custom',
    from: dayOf(lastStart - RECENT_DAYS * DAY_MS),
    to: dayOf(nextInterval(lastStart, interval) - 1),
    interval: 'day',
  });
  const recent = traffic.data && recentRows(traffic.data.points);
  if (!recent) {
    return null;
  }
  const isNow = Date.now() - recent.to < 2 * DAY_MS;
  const span = isNow
    ? `last ${RECENT_DAYS} days`
    : `${RECENT_DAYS} days to ${formatDay(recent.to)}`;
  return (
    <>
      <Sparkline
        values={recent.course}
        label={`Rows scored per day, ${formatDay(recent.from)} to ${formatDay(recent.to)}; at most ${formatCount(Math.max(...recent.course))} a day`}
      />
      <span className={styles.reason}>
        {formatCount(recent.rows)} in the {span}, by day
      </span>
    </>
  );
}
