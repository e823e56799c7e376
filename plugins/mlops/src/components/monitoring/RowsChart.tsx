import { intervalName } from '../../format/instants';
import { formatQuantity } from '../../format/numbers';
import { pivotByVersion } from '../charts/pivotByVersion';
import { TimeChart } from '../charts/TimeChart';
import { boundsInMs, type QueriedTraffic } from './queriedTraffic';
import { versionSeries } from './versionSeries';

export function RowsChart({ traffic }: { traffic: QueriedTraffic }) {
  return (
    <TimeChart
      {...boundsInMs(traffic)}
      title={`Rows scored per ${intervalName(traffic.interval)}`}
      yLabel={`Rows per ${intervalName(traffic.interval)}`}
      kind="bar"
      interval={traffic.interval}
      rows={pivotByVersion(traffic.points, traffic.interval, ({ rows }) => ({ '': rows }), 0)}
      series={versionSeries(traffic.points)}
      format={rows => formatQuantity(rows, 'row')}
    />
  );
}
