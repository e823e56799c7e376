import { formatDay } from '../../format/instants';
import { formatCount } from '../../format/numbers';
import { useTraffic } from '../../queries/monitoring';
import { nextInterval } from '../charts/intervals';
import { Sparkline } from '../charts/Sparkline';
import { WHOLE_HISTORY } from '../monitoring/timeWindow';
import { recentRows } from './recentRows';
import styles from './ModelCard.module.css';

const LAST_DAY = { range: '24h', interval: 'hour' } as const;

/** Rows of the last day, and of the last month that had traffic, with their course. */
export function RowsLately({ deployment }: { deployment: string }) {
  const day = useTraffic(deployment, LAST_DAY);
  const all = useTraffic(deployment, WHOLE_HISTORY);
  if (!day.data || !all.data) {
    return <>…</>;
  }
  const { points, interval } = all.data;
  const inLastDay = day.data.points.reduce((rows, point) => rows + point.rows, 0);
  if (points.length === 0) {
    return <>None yet</>;
  }
  const recent = recentRows(points, interval);
  const end = nextInterval(Date.parse(points[points.length - 1].start), interval) - 1;
  return (
    <span className={styles.rows}>
      <span>
        {formatCount(inLastDay)} in the last 24 hours
        <br />
        <span className={styles.reason}>
          {formatCount(recent.rows)} in the 30 days to {formatDay(Math.min(end, Date.now()))}
        </span>
      </span>
      <Sparkline values={recent.course} label={`Rows scored per ${interval}, all time`} />
    </span>
  );
}
