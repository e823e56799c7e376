import { CartesianGrid, LabelList, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { formatInstant } from '../../format/instants';
import { higherIsBetter, metricName } from '../../format/metrics';
import { formatCompact, formatMeasure } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { DASHES, seriesColour } from '../charts/palette';
import { tickLabel, timeTicks } from '../charts/timeTicks';
import { useWidth } from '../shared/useWidth';
import type { MetricRow } from './metricPoints';

const HEIGHT = 280;
const AXIS_WIDTH = 64;
const TICK_WIDTH = 90;
const DAY_MS = 86_400_000;
/** With more points than this their versions are told in the tooltip and the table only. */
const MOST_LABELS = 60;

/** What stands at a point: its version, at the points of its own series only. */
const versionLabel = (row: MetricRow, series: string) =>
  row.series === series ? `v${row.version}` : undefined;

/** A metric over time: a line a data set, each point with the version that it is of. */
export function MetricOverTimeChart({ metric, rows }: { metric: string; rows: MetricRow[] }) {
  const [ref, width] = useWidth();
  const name = metricName(metric);
  const title = `${name} over time`;
  const series = [...new Set(rows.map(row => row.series))].map((label, index) => ({
    label,
    colour: seriesColour(index),
    dash: DASHES[index % DASHES.length],
  }));
  const first = rows[0].at;
  const last = rows[rows.length - 1].at;
  // Room before the first and after the last point, and an axis where all are of one instant.
  const room = Math.max((last - first) * 0.05, first === last ? DAY_MS : 0);
  const [from, to] = [first - room, last + room];
  const plot = width - AXIS_WIDTH - MARGIN.left - MARGIN.right;
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(plot / TICK_WIDTH)));
  const better = { true: 'higher is better', false: 'lower is better', undefined: undefined }[
    String(higherIsBetter(metric)) as 'true' | 'false' | 'undefined'
  ];
  return (
    <ChartFrame
      title={title}
      description={['All versions', ...(better ? [better] : [])].join('; ')}
      legend={series}
      table={{
        rows,
        columns: [
          { id: 'time', label: 'Evaluated (UTC)', value: ({ at }) => formatInstant(at) },
          { id: 'version', label: 'Version', value: ({ version }) => `v${version}` },
          { id: 'series', label: 'Data set', value: row => row.series },
          { id: 'value', label: name, align: 'end', value: ({ value }) => formatMeasure(value) },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <LineChart
          width={width}
          height={HEIGHT}
          data={rows}
          margin={{ ...MARGIN, top: 22 }}
          title={title}
        >
          <CartesianGrid vertical={false} {...GRID} />
          <XAxis
            {...AXIS}
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={ticks}
            interval={0}
            tickFormatter={tick => tickLabel(tick, ticks)}
            label={horizontalLabel('Evaluated (UTC)')}
          />
          <YAxis
            {...AXIS}
            axisLine={false}
            width={AXIS_WIDTH}
            domain={['auto', 'auto']}
            tickFormatter={formatCompact}
            label={verticalLabel(name)}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row: MetricRow | undefined = payload?.[0]?.payload;
              const colour = series.find(({ label }) => label === row?.series)?.colour ?? '';
              return active && row ? (
                <ChartTooltip
                  title={`v${row.version}, ${formatInstant(row.at)}`}
                  entries={[{ label: row.series, colour, value: formatMeasure(row.value) }]}
                />
              ) : null;
            }}
          />
          {series.map(({ label, colour, dash }) => (
            <Line
              key={label}
              name={label}
              dataKey={(row: MetricRow) => row.values[label]}
              stroke={colour}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={{ r: 3.5, fill: colour, strokeDasharray: '' }}
              connectNulls
              isAnimationActive={false}
            >
              {rows.length <= MOST_LABELS && (
                <LabelList
                  valueAccessor={({ payload }) => versionLabel(payload, label)}
                  position="top"
                  offset={9}
                  fill="var(--bui-fg-primary)"
                  fontSize={12}
                  // Keeps the words readable where a line runs behind them.
                  stroke="var(--bui-bg-neutral-1)"
                  strokeWidth={4}
                  style={{ paintOrder: 'stroke' }}
                />
              )}
            </Line>
          ))}
        </LineChart>
      </div>
    </ChartFrame>
  );
}
