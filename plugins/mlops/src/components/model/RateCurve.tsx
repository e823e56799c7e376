import { useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatMeasure, formatPercent } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { CurveCursor } from '../charts/CurveCursor';
import { versionColour } from '../charts/palette';
import { useWidth } from '../shared/useWidth';
import { indexAtThreshold } from './evaluations';

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
  /** The threshold that was chosen: its point is marked, and the cursor begins there. */
  threshold?: number;
  version: number;
}

const HEIGHT = 300;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** Where the cursor begins when no threshold was chosen. */
const USUAL_THRESHOLD = 0.5;
const percent = (fraction: number) => formatPercent(fraction, 0);

/** The threshold of a point in words. */
function thresholdInWords({ threshold }: RatePoint): string {
  if (threshold === undefined) {
    return 'Threshold not told';
  }
  return threshold === null ? 'No row is called positive' : `Threshold ${formatMeasure(threshold)}`;
}

/** One rate of a classifier against another over all thresholds. */
export function RateCurve(props: RateCurveProps) {
  const { name, title, description, xName, yName, points, baseline, threshold, version } = props;
  const [ref, width] = useWidth();
  const marked = indexAtThreshold(points, threshold);
  const [cursor, setCursor] = useState(
    () => marked ?? indexAtThreshold(points, USUAL_THRESHOLD) ?? 0,
  );
  const colour = versionColour(version);
  const at = points[Math.min(cursor, points.length - 1)];
  const mark = marked === undefined ? undefined : points[marked];
  return (
    <ChartFrame
      title={title}
      description={
        threshold === undefined
          ? description
          : `${description}; ◆ is the chosen threshold, ${formatMeasure(threshold)}`
      }
      table={{
        rows: points,
        columns: [
          {
            id: 'threshold',
            label: 'Threshold',
            value: ({ threshold: own }) => (typeof own === 'number' ? formatMeasure(own) : '–'),
          },
          { id: 'x', label: xName, align: 'end', value: ({ x }) => formatPercent(x) },
          { id: 'y', label: yName, align: 'end', value: ({ y }) => formatPercent(y) },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <LineChart
          width={width}
          height={HEIGHT}
          data={points}
          margin={MARGIN}
          title={name}
          // The slider below is the way along the curve by keyboard.
          accessibilityLayer={false}
          onMouseMove={({ activeTooltipIndex }) =>
            activeTooltipIndex !== undefined &&
            activeTooltipIndex !== null &&
            setCursor(Number(activeTooltipIndex))
          }
        >
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
                  title={thresholdInWords(point)}
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
          {mark && (
            <ReferenceDot
              x={mark.x}
              y={mark.y}
              shape={({ cx = 0, cy = 0 }) => (
                <path
                  data-mark="threshold"
                  d={`M${cx},${cy - 7} l7,7 l-7,7 l-7,-7 z`}
                  fill="var(--mlops-threshold)"
                  stroke="var(--bui-bg-neutral-1)"
                  strokeWidth={1.5}
                />
              )}
            />
          )}
          {at && (
            <ReferenceDot
              x={at.x}
              y={at.y}
              r={8}
              // A ring, so that the mark of the chosen threshold is seen within.
              fill="none"
              stroke={colour}
              strokeWidth={2}
            />
          )}
        </LineChart>
        {at && points.length > 1 && (
          <CurveCursor
            name={name}
            count={points.length}
            index={cursor}
            onMove={setCursor}
            short={thresholdInWords(at)}
            words={`${thresholdInWords(at)}: ${xName.toLocaleLowerCase('en-US')} ${formatPercent(
              at.x,
            )}, ${yName.toLocaleLowerCase('en-US')} ${formatPercent(at.y)}`}
          />
        )}
      </div>
    </ChartFrame>
  );
}
