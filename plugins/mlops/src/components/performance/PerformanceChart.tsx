import type { Performance, PerformanceMetric } from '@mlops-backstage/plugin-mlops-common';
import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import { formatInterval, intervalName } from '../../format/instants';
import { metricName } from '../../format/metrics';
import { formatCompact, formatCount, formatMeasure } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, TIME_MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame, type LegendEntry } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { markLines, useChartMarks } from '../charts/ChartMarks';
import { ChartTooltip, type TooltipEntry } from '../charts/ChartTooltip';
import { nextInterval } from '../charts/intervals';
import { DASHES, versionColour } from '../charts/palette';
import { seriesKey, versionsOf, type TimeRow } from '../charts/pivotByVersion';
import { tickLabel, timeTicks } from '../charts/timeTicks';
import { boundsInMs } from '../monitoring/queriedTraffic';
import type { Bounds } from '../monitoring/timeWindow';
import { useWidth } from '../shared/useWidth';
import { PARTS, performanceRows, pointsOf, verticalDomain } from './performanceRows';

interface PerformanceChartProps {
  performance: Performance & { bounds: Bounds };
  metric: PerformanceMetric;
}

const HEIGHT = 280;
const AXIS_WIDTH = 64;
const TICK_WIDTH = 76;
const UNBOUNDED: readonly PerformanceMetric[] = ['log_loss', 'rmse', 'mae'];

const measure = (value: number | null) => (value === null ? '–' : formatMeasure(value));

const bandText = (low: number | null, high: number | null) =>
  low === null || high === null ? '–' : `${formatMeasure(low)} to ${formatMeasure(high)}`;

/** One metric over time: what labels say as a line in its band, what is estimated without labels dashed. */
export function PerformanceChart({ performance, metric }: PerformanceChartProps) {
  const [ref, width] = useWidth();
  const points = pointsOf(performance, metric);
  const rows = performanceRows(performance, metric);
  const versions = versionsOf(points);
  const estimated = versionsOf(points.filter(point => point.estimated));
  const { interval, confidence } = performance;
  const bounds = boundsInMs(performance);
  const from = bounds.from ?? rows[0]?.start ?? 0;
  const last = rows[rows.length - 1];
  const to = Math.max(bounds.to ?? 0, last ? nextInterval(last.start, interval) : 0);
  const plotWidth = width - AXIS_WIDTH - TIME_MARGIN.left - TIME_MARGIN.right;
  const marks = useChartMarks(from, to, plotWidth);
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(plotWidth / TICK_WIDTH)));
  const name = metricName(metric);
  const title = `${name} per ${intervalName(interval)}`;
  return (
    <ChartFrame
      title={title}
      description={`The band holds the true value with ${confidence * 100} % confidence, each by itself.${
        estimated.length > 0
          ? ' Dashed: estimated from the scores alone, before labels come (CBPE). It does not see that what the model learned is no longer so.'
          : ''
      }`}
      legend={versions.flatMap((version): LegendEntry[] => [
        { label: `v${version}, from labels`, colour: versionColour(version) },
        ...(estimated.includes(version)
          ? [
              {
                label: `v${version}, estimated`,
                colour: versionColour(version),
                dash: DASHES[1],
              },
            ]
          : []),
      ])}
      table={{
        rows: points,
        columns: [
          {
            id: 'time',
            label: 'Time (UTC)',
            value: point => formatInterval(Date.parse(point.start), interval),
          },
          { id: 'version', label: 'Version', value: ({ version }) => `v${version}` },
          { id: 'value', label: name, align: 'end', value: ({ value }) => measure(value) },
          {
            id: 'band',
            label: `${confidence * 100} % interval`,
            align: 'end',
            value: ({ low, high }) => bandText(low, high),
          },
          {
            id: 'estimated',
            label: 'Estimated (interval)',
            align: 'end',
            value: ({ estimated: guess }) =>
              guess ? `${measure(guess.value)} (${bandText(guess.low, guess.high)})` : '–',
          },
          {
            id: 'labelled',
            label: 'Labelled of rows',
            align: 'end',
            value: ({ labelled, rows: all }) => `${formatCount(labelled)} of ${formatCount(all)}`,
          },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <ComposedChart
          width={width}
          height={HEIGHT}
          data={rows}
          margin={TIME_MARGIN}
          title={title}
          accessibilityLayer
        >
          <CartesianGrid vertical={false} {...GRID} />
          <XAxis
            {...AXIS}
            dataKey="middle"
            type="number"
            scale="time"
            domain={[from, to]}
            allowDataOverflow
            ticks={ticks}
            interval={0}
            tickFormatter={tick => tickLabel(tick, ticks)}
            label={horizontalLabel('Time (UTC)')}
          />
          <YAxis
            {...AXIS}
            axisLine={false}
            width={AXIS_WIDTH}
            domain={verticalDomain(points, !UNBOUNDED.includes(metric))}
            tickFormatter={formatCompact}
            label={verticalLabel(name)}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row: TimeRow | undefined = payload?.[0]?.payload;
              return active && row ? (
                <ChartTooltip
                  title={formatInterval(row.start, interval)}
                  entries={versions.flatMap(version => tooltipEntries(row, version))}
                />
              ) : null;
            }}
          />
          {versions.map(version => (
            <Area
              key={`band${version}`}
              dataKey={(row: TimeRow) => bandOf(row, version)}
              stroke="none"
              fill={versionColour(version)}
              fillOpacity={0.18}
              isAnimationActive={false}
              activeDot={false}
              tooltipType="none"
            />
          ))}
          {estimated.map(version => (
            <Line
              key={`estimate${version}`}
              dataKey={seriesKey(version, PARTS.estimate)}
              stroke={versionColour(version)}
              strokeWidth={2}
              strokeDasharray={DASHES[1]}
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {versions.map(version => (
            <Line
              key={version}
              dataKey={seriesKey(version)}
              stroke={versionColour(version)}
              strokeWidth={2}
              dot={{ r: 2.5, fill: versionColour(version) }}
              isAnimationActive={false}
            />
          ))}
          {markLines(marks)}
        </ComposedChart>
      </div>
    </ChartFrame>
  );
}

function bandOf(row: TimeRow, version: number): [number, number] | null {
  const low = row[seriesKey(version, PARTS.low)];
  const high = row[seriesKey(version, PARTS.high)];
  return low === null || high === null ? null : [low, high];
}

function tooltipEntries(row: TimeRow, version: number): TooltipEntry[] {
  const at = (part: string) => row[seriesKey(version, part)];
  const [value, estimate, labelled] = [at(PARTS.value), at(PARTS.estimate), at(PARTS.labelled)];
  const colour = versionColour(version);
  return [
    ...(value === null
      ? []
      : [
          {
            label: `v${version}`,
            colour,
            value: `${formatMeasure(value)} (${bandText(at(PARTS.low), at(PARTS.high))}), ${formatCount(labelled ?? 0)} labels`,
          },
        ]),
    ...(estimate === null
      ? []
      : [{ label: `v${version} estimated`, colour, value: formatMeasure(estimate) }]),
  ];
}
