import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { formatMeasure, formatPercent } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { versionColour } from '../charts/palette';
import { useWidth } from '../charts/useWidth';

type RocPoint = NonNullable<Evaluation['rocCurve']>[number];

interface RocChartProps {
  curve: RocPoint[];
  auc: number | undefined;
  dataset: string;
  version: number;
}

const HEIGHT = 300;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const percent = (fraction: number) => formatPercent(fraction, 0);

/** True against false positives over all thresholds. */
export function RocChart({ curve, auc, dataset, version }: RocChartProps) {
  const [ref, width] = useWidth();
  const colour = versionColour(version);
  return (
    <ChartFrame
      title={`ROC curve${auc === undefined ? '' : `, area ${formatMeasure(auc)}`}`}
      description={`${dataset}; the dashed diagonal is what guessing gives`}
      table={{
        rows: curve,
        columns: [
          {
            id: 'threshold',
            label: 'Threshold',
            value: ({ threshold }) => (threshold ? formatMeasure(threshold) : '–'),
          },
          {
            id: 'fpr',
            label: 'False positive rate',
            align: 'end',
            value: point => formatPercent(point.fpr),
          },
          {
            id: 'tpr',
            label: 'True positive rate',
            align: 'end',
            value: point => formatPercent(point.tpr),
          },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <LineChart width={width} height={HEIGHT} data={curve} margin={MARGIN} title="ROC curve">
          <CartesianGrid {...GRID} />
          <XAxis
            {...AXIS}
            type="number"
            dataKey="fpr"
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            label={horizontalLabel('False positive rate')}
          />
          <YAxis
            {...AXIS}
            width={64}
            domain={[0, 1]}
            ticks={TICKS}
            tickFormatter={percent}
            label={verticalLabel('True positive rate')}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point: RocPoint | undefined = payload?.[0]?.payload;
              return active && point ? (
                <ChartTooltip
                  title={point.threshold ? `Threshold ${formatMeasure(point.threshold)}` : 'Start'}
                  entries={[
                    { label: 'True positives', colour, value: formatPercent(point.tpr) },
                    {
                      label: 'False positives',
                      colour: 'var(--mlops-reference)',
                      value: formatPercent(point.fpr),
                    },
                  ]}
                />
              ) : null;
            }}
          />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ]}
            stroke="var(--mlops-reference)"
            strokeDasharray="6 4"
          />
          <Line
            dataKey="tpr"
            stroke={colour}
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </div>
    </ChartFrame>
  );
}
