import type { Traffic } from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatLatency, formatMeasure, formatPercent } from '../../format/numbers';
import { KeyFigures } from '../shared/Facts';

/** What the time range adds up to. */
export function TrafficFigures({ traffic }: { traffic: Traffic }) {
  const { total } = traffic;
  const latency = (value: number | null) => (value === null ? '–' : formatLatency(value));
  return (
    <KeyFigures
      facts={[
        ['Rows scored', formatCount(total.rows)],
        ['Requests', formatCount(total.requests)],
        [
          'Errors',
          formatCount(total.errors),
          total.requests > 0 && `${formatPercent(total.errors / total.requests, 2)} of requests`,
        ],
        ['Latency p50', latency(total.latencyMs.p50), 'half of the requests'],
        ['Latency p99', latency(total.latencyMs.p99), 'all but 1 %'],
        [
          'Mean prediction',
          total.predictionMean === null ? '–' : formatMeasure(total.predictionMean),
        ],
      ]}
    />
  );
}
