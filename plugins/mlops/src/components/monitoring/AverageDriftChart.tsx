import type { Drift } from '@mlops-backstage/plugin-mlops-common';
import { formatPsi } from '../../format/drift';
import { pivotByVersion } from '../charts/pivotByVersion';
import { TimeChart } from '../charts/TimeChart';
import { NoDrift } from './NoDrift';
import { boundsInMs } from './queriedTraffic';
import type { Bounds } from './timeWindow';
import { versionSeries } from './versionSeries';

/** How far the features have moved from the reference on average, with the threshold of a single column. */
export function AverageDriftChart({ drift }: { drift: Drift & { bounds: Bounds } }) {
  if (drift.points.length === 0) {
    return <NoDrift drift={drift} />;
  }
  return (
    <TimeChart
      {...boundsInMs(drift)}
      title="Average drift: mean PSI over the features"
      yLabel="Mean PSI"
      kind="line"
      interval={drift.interval}
      rows={pivotByVersion(drift.points, drift.interval, ({ averageDrift }) => ({
        '': averageDrift,
      }))}
      series={versionSeries(drift.points)}
      format={formatPsi}
      threshold={{ value: drift.threshold, label: `threshold ${formatPsi(drift.threshold)}` }}
    />
  );
}
