import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatPercent } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { useWidth } from '../shared/useWidth';
import type { ComparedSeries } from './comparedSeries';
import { overlay, type CurvePoint, type CurveRow } from './curves';

export interface OverlaidCurve extends ComparedSeries {
  /** The label with what sums the curve up. */
  legend: string;
  /** Sorted by `x`. */
  points: CurvePoint[];
}

interface OverlaidCurvesProps {
  title: string;
  description: string;
  xName: string;
  yName: string;
  curves: OverlaidCurve[];
  /** Draws the diagonal. */
  guess?: boolean;
}

const HEIGHT = 320;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** Two pixels and a half on a wide chart. */
const DRAWN_STEPS = 200;
const TABLE_STEPS = 20;
const percent = (fraction: number) => formatPercent(fraction, 0);

/** The curves of several versions over each other, read at the same places. */
export function OverlaidCurves(props: OverlaidCurvesProps) {
  const { title, description, xName, yName, curves, guess } = props;
  const [ref, width] = useWidth();
  const value = (row: CurveRow, key: string) => {
    const height = row[key];
    return height === null ? '–' : formatPercent(height);
  };
  return (
    <ChartFrame
      title={title}
      description={description}
      legend={curves.map(({ legend, colour, dash }) => ({ label: legend, colour, dash }))}
      table={{
        rows: overlay(curves, TABLE_STEPS),
        columns: [
          { id: 'x', label: xName, align: 'end', value: row => percent(row.x) },
          ...curves.map(({ key, label }) => ({
            id: key,
            label: `${yName}, ${label}`,
            align: 'end' as const,
            value: (row: CurveRow) => value(row, key),
          })),
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <LineChart
          width={width}
          height={HEIGHT}
          data={overlay(curves, DRAWN_STEPS)}
          margin={MARGIN}
          title={title}
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
              const row: CurveRow | undefined = payload?.[0]?.payload;
              return active && row ? (
                <ChartTooltip
                  title={`${yName} at ${xName.toLocaleLowerCase('en-US')} ${formatPercent(row.x)}`}
                  entries={curves.map(({ key, label, colour }) => ({
                    label,
                    colour,
                    value: value(row, key),
                  }))}
                />
              ) : null;
            }}
          />
          {guess && (
            <ReferenceLine
              segment={[
                { x: 0, y: 0 },
                { x: 1, y: 1 },
              ]}
              stroke="var(--mlops-reference)"
            />
          )}
          {curves.map(({ key, label, colour, dash }) => (
            <Line
              key={key}
              dataKey={key}
              name={label}
              stroke={colour}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </div>
    </ChartFrame>
  );
}
