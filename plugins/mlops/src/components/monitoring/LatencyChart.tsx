import { formatLatency } from '../../format/numbers';
import { DASHES, versionColour } from '../charts/palette';
import { pivotByVersion, seriesKey, versionsOf } from '../charts/pivotByVersion';
import { TimeChart } from '../charts/TimeChart';
import { boundsInMs, type QueriedTraffic } from './queriedTraffic';

const QUANTILES = ['p50', 'p90', 'p99'] as const;

/** Latency of requests: the version by colour, the quantile by stroke. */
export function LatencyChart({ traffic }: { traffic: QueriedTraffic }) {
  return (
    <TimeChart
      {...boundsInMs(traffic)}
      title="Latency inside the server: p50, p90, p99"
      yLabel="Milliseconds"
      kind="line"
      interval={traffic.interval}
      rows={pivotByVersion(traffic.points, traffic.interval, ({ latencyMs }) => ({ ...latencyMs }))}
      series={versionsOf(traffic.points).flatMap(version =>
        QUANTILES.map((quantile, index) => ({
          key: seriesKey(version, quantile),
          label: `v${version} ${quantile}`,
          colour: versionColour(version),
          dash: DASHES[index],
        })),
      )}
      format={formatLatency}
    />
  );
}
