import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatLatency, formatMeasure, formatPercent } from '../../format/numbers';
import { KeyFigures } from '../shared/Facts';
import { trafficTotals } from './trafficTotals';

/** What the time range adds up to. */
export function TrafficFigures({ traffic }: { traffic: Traffic }) {
  const totals = trafficTotals(traffic.points);
  const latency = (value: number | null) => (value === null ? '–' : formatLatency(value));
  return (
    <KeyFigures
      facts={[
        ['Rows scored', formatCount(totals.rows)],
        ['Requests', formatCount(totals.requests)],
        [
          'Errors',
          formatCount(totals.errors),
          totals.requests > 0 && `${formatPercent(totals.errors / totals.requests, 2)} of requests`,
        ],
        ['Latency p50', latency(totals.typicalP50), `of the typical ${traffic.interval}`],
        ['Latency p99', latency(totals.worstP99), `of the slowest ${traffic.interval}`],
        [
          'Mean prediction',
          totals.meanPrediction === null ? '–' : formatMeasure(totals.meanPrediction),
        ],
      ]}
    />
  );
}
