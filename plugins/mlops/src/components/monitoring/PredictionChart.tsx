import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure, formatPercent } from '../../format/numbers';
import { seriesColour } from '../charts/palette';
import { pivotByVersion, seriesKey } from '../charts/pivotByVersion';
import { TimeChart } from '../charts/TimeChart';
import { EmptyState } from '../shared/EmptyState';
import { classShares } from './classShares';
import { boundsInMs, type QueriedTraffic } from './queriedTraffic';
import { versionSeries } from './versionSeries';

interface PredictionChartProps {
  traffic: QueriedTraffic;
  problemType: ProblemType;
}

/** What was predicted over time: the mean score or value of each version, else the shares of the classes. */
export function PredictionChart({ traffic, problemType }: PredictionChartProps) {
  const profiled = traffic.points.filter(point => point.prediction !== null);
  if (profiled.length === 0) {
    return (
      <EmptyState title="Predictions are not profiled">
        Register a version with reference data to follow what it predicts.
      </EmptyState>
    );
  }
  if (profiled.some(point => point.prediction?.mean !== undefined)) {
    return <MeanChart traffic={traffic} isScore={problemType === 'binary-classification'} />;
  }
  return <SharesChart traffic={traffic} />;
}

function MeanChart({ traffic, isScore }: { traffic: QueriedTraffic; isScore: boolean }) {
  return (
    <TimeChart
      {...boundsInMs(traffic)}
      title={isScore ? 'Mean score of the positive class' : 'Mean of the predicted values'}
      yLabel={isScore ? 'Mean score' : 'Mean value'}
      kind="line"
      interval={traffic.interval}
      rows={pivotByVersion(traffic.points, traffic.interval, ({ prediction }) => ({
        '': prediction?.mean ?? null,
      }))}
      series={versionSeries(traffic.points)}
      format={formatMeasure}
    />
  );
}

function SharesChart({ traffic }: { traffic: QueriedTraffic }) {
  const { names, points } = classShares(traffic.points);
  return (
    <TimeChart
      {...boundsInMs(traffic)}
      title="Share of each predicted class"
      yLabel="Share of rows"
      kind="line"
      interval={traffic.interval}
      rows={pivotByVersion(points, traffic.interval, ({ shares }) => shares)}
      series={names.map((name, index) => ({
        key: seriesKey(0, name),
        label: name,
        colour: seriesColour(index),
      }))}
      format={share => formatPercent(share)}
      formatTick={share => formatPercent(share, 0)}
    />
  );
}
