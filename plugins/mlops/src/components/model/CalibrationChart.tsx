import type { CalibrationPoint } from '@mlops-backstage/plugin-mlops-common';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCompact, formatCount, formatPercent } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { versionColour } from '../charts/palette';
import { useWidth } from '../shared/useWidth';

interface CalibrationChartProps {
  curve: CalibrationPoint[];
  /** What the curve is of, where that isn't the version as a whole: `class late`. */
  of?: string;
  dataset: string;
  version: number;
}

const HEIGHT = 300;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** The bars of the rows fill the lowest third of the plot. */
const ROWS_HEADROOM = 3;
const percent = (fraction: number) => formatPercent(fraction, 0);

/** Predicted against observed rates in bins of the score, with the rows of each bin. */
export function CalibrationChart({ curve, of, dataset, version }: CalibrationChartProps) {
  const [ref, width] = useWidth();
  const colour = versionColour(version);
  const points = [...curve].sort((a, b) => a.predicted - b.predicted);
  const hasRows = points.some(({ rows }) => rows !== undefined);
  const most = Math.max(...points.map(({ rows }) => rows ?? 0), 1);
  const title = of ? `Calibration of ${of}` : 'Calibration';
  const rowsOf = ({ rows }: CalibrationPoint) => (rows === undefined ? '–' : formatCount(rows));
  return (
    <ChartFrame
      title={title}
      description={`${dataset}; on the dashed diagonal the predicted rates come true`}
      legend={
        hasRows
          ? [
              { label: 'Observed rate', colour },
              { label: 'Rows of the bin', colour: 'var(--mlops-reference)', shape: 'block' },
            ]
          : undefined
      }
      table={{
        rows: points,
        columns: [
          { id: 'predicted', label: 'Predicted', value: point => formatPercent(point.predicted) },
          {
            id: 'observed',
            label: 'Observed',
            align: 'end',
            value: point => formatPercent(point.observed),
          },
          {
            id: 'difference',
            label: 'Observed − predicted',
            align: 'end',
            value: ({ observed, predicted }) => formatPercent(observed - predicted),
          },
          { id: 'rows', label: 'Rows', align: 'end', value: rowsOf },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <ComposedChart width={width} height={HEIGHT} data={points} margin={MARGIN} title={title}>
          <CartesianGrid {...GRID} />
          <XAxis
            {...AXIS}
            type="number"
            dataKey="predicted"
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            label={horizontalLabel('Predicted rate')}
          />
          <YAxis
            {...AXIS}
            width={64}
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            label={verticalLabel('Observed rate')}
          />
          {hasRows && (
            <YAxis
              {...AXIS}
              yAxisId="rows"
              orientation="right"
              width={46}
              domain={[0, most * ROWS_HEADROOM]}
              ticks={[0, most]}
              tickFormatter={formatCompact}
              label={verticalLabel('Rows', 'right')}
            />
          )}
          <Tooltip
            isAnimationActive={false}
            cursor={false}
            content={({ active, payload }) => {
              const point: CalibrationPoint | undefined = payload?.[0]?.payload;
              return active && point ? (
                <ChartTooltip
                  title={`Predicted ${formatPercent(point.predicted)}`}
                  entries={[
                    { label: 'Observed', colour, value: formatPercent(point.observed) },
                    { label: 'Rows', colour: 'var(--mlops-reference)', value: rowsOf(point) },
                  ]}
                />
              ) : null;
            }}
          />
          {hasRows && (
            <Bar
              yAxisId="rows"
              dataKey="rows"
              fill="var(--mlops-reference)"
              fillOpacity={0.35}
              barSize={12}
              isAnimationActive={false}
            />
          )}
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ]}
            stroke="var(--mlops-reference)"
            strokeDasharray="6 4"
          />
          <Line
            dataKey="observed"
            stroke={colour}
            strokeWidth={2}
            dot={{ r: 3, fill: colour }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </div>
    </ChartFrame>
  );
}
