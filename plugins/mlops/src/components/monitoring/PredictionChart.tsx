import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure, formatPercent } from '../../format/numbers';
import { DASHES, seriesColour, versionColour } from '../charts/palette';
import { pivotByVersion, seriesKey, versionsOf } from '../charts/pivotByVersion';
import { TimeChart } from '../charts/TimeChart';
import { EmptyState } from '../shared/EmptyState';
import { classShares } from './classShares';
import { boundsInMs, type QueriedTraffic } from './queriedTraffic';

const NUMBERS = ['mean', 'p10', 'p90'] as const;

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
      title={
        isScore ? 'Score of the positive class: mean, p10, p90' : 'Predicted values: mean, p10, p90'
      }
      description="The quantiles are estimated from the bins of the reference."
      yLabel={isScore ? 'Score' : 'Value'}
      kind="line"
      interval={traffic.interval}
      rows={pivotByVersion(traffic.points, traffic.interval, ({ prediction }) => ({
        mean: prediction?.mean ?? null,
        p10: prediction?.quantiles?.p10 ?? null,
        p90: prediction?.quantiles?.p90 ?? null,
      }))}
      series={versionsOf(traffic.points).flatMap(version =>
        NUMBERS.map((number, index) => ({
          key: seriesKey(version, number),
          label: `v${version} ${number}`,
          colour: versionColour(version),
          dash: DASHES[index],
        })),
      )}
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
