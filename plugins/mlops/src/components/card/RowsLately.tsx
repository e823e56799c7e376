import { formatDay } from '../../format/instants';
import { formatCount } from '../../format/numbers';
import { useHealthOf } from '../../queries/monitoring';
import { Sparkline } from '../charts/Sparkline';
import styles from './ModelCard.module.css';
import { RECENT_DAYS, recentRows } from './recentRows';

const DAY_MS = 86_400_000;

interface RowsLatelyProps {
  model: string;
  deployment: string;
}

/** Rows of today, and of the last days that had traffic, with their course. */
export function RowsLately({ model, deployment }: RowsLatelyProps) {
  const { data, isError, isPending } = useHealthOf(model, deployment);
  if (isError) {
    return <>Could not be read</>;
  }
  if (isPending) {
    return <>…</>;
  }
  const recent = data && recentRows(data.days);
  if (!data || (!recent && data.today.rows === 0)) {
    return <>None yet</>;
  }
  return (
    <span className={styles.rows}>
      <span>{data.today.rows === 0 ? 'None' : formatCount(data.today.rows)} today</span>
      {recent && (
        <>
          <Sparkline
            values={recent.course}
            label={`Rows scored per day, ${formatDay(recent.from)} to ${formatDay(recent.to)}; at most ${formatCount(Math.max(...recent.course))} a day`}
          />
          <span className={styles.reason}>
            {formatCount(recent.rows)} in the {spanInWords(recent.to)}, by day
          </span>
        </>
      )}
    </span>
  );
}

/** @param to - the last day with traffic, in milliseconds */
function spanInWords(to: number): string {
  return Date.now() - to < 2 * DAY_MS
    ? `last ${RECENT_DAYS} days`
    : `${RECENT_DAYS} days to ${formatDay(to)}`;
}
