import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatMeasure, formatPercent } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { versionColour } from '../charts/palette';
import { useWidth } from '../shared/useWidth';

/** What a classifier does at one threshold: two rates, each 0 to 1. */
export interface RatePoint {
  threshold?: number | null;
  x: number;
  y: number;
}

interface RateCurveProps {
  /** What the curve is called, without its numbers. */
  name: string;
  title: string;
  description: string;
  xName: string;
  yName: string;
  /** In the order in which they are connected, `x` rising. */
  points: RatePoint[];
  /** What to compare the curve with: a dashed line from `x` = 0 to `x` = 1. */
  baseline?: { yAt0: number; yAt1: number };
  version: number;
}

const HEIGHT = 300;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const percent = (fraction: number) => formatPercent(fraction, 0);
const hasThreshold = (point: RatePoint): point is RatePoint & { threshold: number } =>
  point.threshold !== null && point.threshold !== undefined;

/** One rate of a classifier against another over all thresholds. */
export function RateCurve(props: RateCurveProps) {
  const { name, title, description, xName, yName, points, baseline, version } = props;
  const [ref, width] = useWidth();
  const colour = versionColour(version);
  return (
    <ChartFrame
      title={title}
      description={description}
      table={{
        rows: points,
        columns: [
          {
            id: 'threshold',
            label: 'Threshold',
            value: point => (hasThreshold(point) ? formatMeasure(point.threshold) : '–'),
          },
          { id: 'x', label: xName, align: 'end', value: ({ x }) => formatPercent(x) },
          { id: 'y', label: yName, align: 'end', value: ({ y }) => formatPercent(y) },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <LineChart width={width} height={HEIGHT} data={points} margin={MARGIN} title={name}>
          <CartesianGrid {...GRID} />
          <XAxis
            {...AXIS}
            type="number"
            dataKey="x"
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            label={horizontalLabel(xName)}
          />
          <YAxis
            {...AXIS}
            width={64}
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            label={verticalLabel(yName)}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point: RatePoint | undefined = payload?.[0]?.payload;
              return active && point ? (
                <ChartTooltip
                  title={
                    hasThreshold(point)
                      ? `Threshold ${formatMeasure(point.threshold)}`
                      : 'No row is called positive'
                  }
                  entries={[
                    { label: yName, colour, value: formatPercent(point.y) },
                    {
                      label: xName,
                      colour: 'var(--mlops-reference)',
                      value: formatPercent(point.x),
                    },
                  ]}
                />
              ) : null;
            }}
          />
          {baseline && (
            <ReferenceLine
              segment={[
                { x: 0, y: baseline.yAt0 },
                { x: 1, y: baseline.yAt1 },
              ]}
              stroke="var(--mlops-reference)"
              strokeDasharray="6 4"
            />
          )}
          <Line dataKey="y" stroke={colour} strokeWidth={2} dot={false} isAnimationActive={false} />
        </LineChart>
      </div>
    </ChartFrame>
  );
}
