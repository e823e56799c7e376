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
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from './axes';
import { ChartFrame } from './ChartFrame';
import styles from './ChartFrame.module.css';
import { useChartMarks } from './ChartMarks';
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
  threshold?: { value: number; label: string };
}

const HEIGHT = 240;
const AXIS_WIDTH = 64;
const TICK_WIDTH = 76;
/** With more points than this they are drawn as a line only. */
const MAX_DOTS = 120;
const WIDEST_BAR = 48;

/** Values over time, a series a version: lines, or stacked bars for counts. Times are UTC. */
export function TimeChart(props: TimeChartProps) {
  const { title, description, rows, series, interval, kind, format, threshold } = props;
  const [ref, width] = useWidth();
  const last = rows[rows.length - 1];
  const from = props.from ?? rows[0]?.start ?? 0;
  const to = Math.max(props.to ?? 0, last ? nextInterval(last.start, interval) : 0);
  const marks = useChartMarks(from, to);
  const { group, onZoom } = useChartSync();
  const startOf = (middle: number) => rows.find(row => row.middle === middle)?.start ?? middle;
  const { span, handlers } = useDraggedSpan(
    onZoom && ((first, end) => onZoom(startOf(first), nextInterval(startOf(end), interval))),
  );
  const plotWidth = width - AXIS_WIDTH - MARGIN.left - MARGIN.right;
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(plotWidth / TICK_WIDTH)));
  const intervalWidth = rows[0]
    ? ((nextInterval(rows[0].start, interval) - rows[0].start) / (to - from)) * plotWidth
    : 0;

  return (
    <ChartFrame
      title={title}
      description={description}
      legend={series.map(s => ({ ...s, shape: kind === 'bar' ? 'block' : 'line' }))}
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
          margin={MARGIN}
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
          {marks.map(({ at, label }) => (
            <ReferenceLine
              key={at}
              x={at}
              stroke="var(--mlops-axis)"
              strokeDasharray="1 3"
              label={{
                value: label,
                // On the side that has room for it.
                position: at - from < (to - from) / 2 ? 'insideTopLeft' : 'insideTopRight',
                fill: 'var(--mlops-axis)',
                fontSize: 12,
                // Keeps the words readable where something is drawn behind them.
                stroke: 'var(--bui-bg-neutral-1)',
                strokeWidth: 4,
                paintOrder: 'stroke',
              }}
            />
          ))}
          {threshold && (
            <ReferenceLine
              y={threshold.value}
              ifOverflow="extendDomain"
              stroke="var(--mlops-threshold)"
              strokeDasharray="6 4"
              label={{
                value: threshold.label,
                position: 'insideBottomRight',
                fill: 'var(--mlops-threshold)',
                fontSize: 12,
                // Keeps the words readable where a line runs behind them.
                stroke: 'var(--bui-bg-neutral-1)',
                strokeWidth: 4,
                paintOrder: 'stroke',
              }}
            />
          )}
        </ComposedChart>
      </div>
    </ChartFrame>
  );
}
