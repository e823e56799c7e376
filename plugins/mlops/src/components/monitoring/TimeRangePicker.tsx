import { Select } from '@backstage/ui';
import { intervalName } from '../../format/instants';
import { Day } from './Day';
import styles from './Monitoring.module.css';
import { INTERVALS, RANGES, type Range, type TimeWindow } from './timeWindow';

const RANGE_NAMES: Record<Range, string> = {
  all: 'All time',
  '1h': 'Last hour',
  '12h': 'Last 12 hours',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  custom: 'From … to …',
};
const RANGE_OPTIONS = RANGES.map(id => ({ id, label: RANGE_NAMES[id] }));
const capitalized = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const INTERVAL_OPTIONS = INTERVALS.map(id => ({
  id,
  label: id === 'auto' ? 'Automatic' : capitalized(intervalName(id)),
}));

interface TimeRangePickerProps {
  window: TimeWindow;
  onChange(window: TimeWindow): void;
}

/** The time range and the interval of all charts of the page. Days are days of UTC. */
export function TimeRangePicker({ window, onChange }: TimeRangePickerProps) {
  return (
    <>
      <Select
        label="Time range (UTC)"
        options={RANGE_OPTIONS}
        value={window.range}
        onChange={key => onChange({ ...window, range: key as Range })}
      />
      {window.range === 'custom' && (
        <div className={styles.days}>
          <Day
            label="From"
            value={window.from}
            max={window.to}
            onChange={from => onChange({ ...window, from })}
          />
          <Day
            label="To, included"
            value={window.to}
            min={window.from}
            onChange={to => onChange({ ...window, to })}
          />
        </div>
      )}
      <Select
        label="One point per"
        options={INTERVAL_OPTIONS}
        value={window.interval}
        onChange={key => onChange({ ...window, interval: key as TimeWindow['interval'] })}
      />
    </>
  );
}
