import type { ChartInterval } from '@mlops-backstage/plugin-mlops-common';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatInterval } from '../../format/instants';
import { formatCompact } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, TIME_MARGIN, verticalLabel } from './axes';
import { ChartFrame } from './ChartFrame';
import styles from './ChartFrame.module.css';
import { markLines, useChartMarks } from './ChartMarks';
import { useChartSync } from './ChartSync';
import { ChartTooltip } from './ChartTooltip';
import { nextInterval } from './intervals';
import type { TimeRow } from './pivotByVersion';
import { tickLabel, timeTicks } from './timeTicks';
import { useDraggedSpan } from './useDraggedSpan';
import { useWidth } from '../shared/useWidth';

export interface TimeSeries {
  key: string;
  label: string;
  colour: string;
  dash?: string;
}

interface TimeChartProps {
  title: string;
  description?: string;
  /** The vertical axis: what and in which unit. */
  yLabel: string;
  kind: 'line' | 'bar';
  rows: TimeRow[];
  series: TimeSeries[];
  interval: ChartInterval;
  /** Bounds of the time axis in milliseconds; without them the rows'. */
  from?: number;
  to?: number;
  format(value: number): string;
  formatTick?(value: number): string;
  /** A bound, drawn as a dashed line and named in the legend: in the plot its name would lie on data. */
  threshold?: { value: number; label: string };
}

const HEIGHT = 240;
const AXIS_WIDTH = 64;
const TICK_WIDTH = 76;
/** With more points than this they are drawn as a line only. */
const MAX_DOTS = 120;
const WIDEST_BAR = 48;
const THRESHOLD = { colour: 'var(--mlops-threshold)', dash: '6 4' };

/** Values over time, a series a version: lines, or stacked bars for counts. Times are UTC. */
export function TimeChart(props: TimeChartProps) {
  const { title, description, rows, series, interval, kind, format, threshold } = props;
  const [ref, width] = useWidth();
  const last = rows[rows.length - 1];
  const from = props.from ?? rows[0]?.start ?? 0;
  const to = Math.max(props.to ?? 0, last ? nextInterval(last.start, interval) : 0);
  const { group, onZoom } = useChartSync();
  const startOf = (middle: number) => rows.find(row => row.middle === middle)?.start ?? middle;
  const { span, handlers } = useDraggedSpan(
    onZoom && ((first, end) => onZoom(startOf(first), nextInterval(startOf(end), interval))),
  );
  const plotWidth = width - AXIS_WIDTH - TIME_MARGIN.left - TIME_MARGIN.right;
  const marks = useChartMarks(from, to, plotWidth);
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(plotWidth / TICK_WIDTH)));
  const intervalWidth = rows[0]
    ? ((nextInterval(rows[0].start, interval) - rows[0].start) / (to - from)) * plotWidth
    : 0;

  return (
    <ChartFrame
      title={title}
      description={description}
      legend={[
        ...series.map(s => ({
          ...s,
          shape: kind === 'bar' ? ('block' as const) : ('line' as const),
        })),
        ...(threshold ? [{ label: threshold.label, ...THRESHOLD }] : []),
      ]}
      table={{
        rows,
        columns: [
          { id: 'time', label: 'Time (UTC)', value: row => formatInterval(row.start, interval) },
          ...series.map(({ key, label }) => ({
            id: key,
            label,
            align: 'end' as const,
            value: (row: TimeRow) => (row[key] === null ? '–' : format(row[key])),
          })),
        ],
      }}
    >
      <div ref={ref} className={styles.plot}>
        <ComposedChart
          width={width}
          height={HEIGHT}
          data={rows}
          margin={TIME_MARGIN}
          title={title}
          accessibilityLayer
          syncId={group}
          syncMethod="value"
          {...handlers}
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
            domain={[0, 'auto']}
            tickFormatter={props.formatTick ?? formatCompact}
            label={verticalLabel(props.yLabel)}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row: TimeRow | undefined = payload?.[0]?.payload;
              if (!active || !row) {
                return null;
              }
              const entries = series.flatMap(({ key, label, colour }) =>
                row[key] === null ? [] : [{ label, colour, value: format(row[key]) }],
              );
              return <ChartTooltip title={formatInterval(row.start, interval)} entries={entries} />;
            }}
          />
          {series.map(({ key, label, colour, dash }) =>
            kind === 'bar' ? (
              <Bar
                key={key}
                dataKey={key}
                name={label}
                fill={colour}
                stackId="all"
                barSize={Math.max(1, Math.min(intervalWidth * 0.8, WIDEST_BAR))}
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={key}
                dataKey={key}
                name={label}
                stroke={colour}
                strokeWidth={2}
                strokeDasharray={dash}
                dot={
                  rows.length <= MAX_DOTS ? { r: 1.5, fill: colour, strokeDasharray: '' } : false
                }
                isAnimationActive={false}
              />
            ),
          )}
          {span && <ReferenceArea x1={span[0]} x2={span[1]} fill="var(--mlops-hover)" />}
          {markLines(marks)}
          {threshold && (
            <ReferenceLine
              y={threshold.value}
              ifOverflow="extendDomain"
              stroke={THRESHOLD.colour}
              strokeDasharray={THRESHOLD.dash}
            />
          )}
        </ComposedChart>
      </div>
    </ChartFrame>
  );
}
