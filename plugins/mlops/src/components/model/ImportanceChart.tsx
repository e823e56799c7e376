import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { Bar, BarChart, CartesianGrid, ErrorBar, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact, formatMeasure } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { versionColour } from '../charts/palette';
import { useWidth } from '../shared/useWidth';

type Importance = NonNullable<Evaluation['featureImportance']>;
type Feature = Importance['values'][number];

interface ImportanceChartProps {
  importance: Importance;
  dataset: string;
  version: number;
}

const ROW_HEIGHT = 24;
const MOST_SHOWN = 25;
const LONGEST_LABEL = 22;

const withSpread = ({ importance, std }: Feature) =>
  `${formatMeasure(importance)}${std === undefined ? '' : ` ± ${formatMeasure(std)}`}`;

/** How much each feature matters, the weightiest first. */
export function ImportanceChart({ importance, dataset, version }: ImportanceChartProps) {
  const [ref, width] = useWidth();
  const features = [...importance.values].sort((a, b) => b.importance - a.importance);
  const shown = features.slice(0, MOST_SHOWN);
  const left = features.length - shown.length;
  const colour = versionColour(version);
  const label =
    importance.method === 'permutation'
      ? 'Loss of quality when the feature is shuffled'
      : `Importance (${importance.method})`;
  return (
    <ChartFrame
      title="Importance of the features"
      description={[
        dataset,
        ...(shown.some(({ std }) => std !== undefined) ? ['± is the standard deviation'] : []),
        ...(left > 0 ? [`${left} lesser ones in the table`] : []),
      ].join('; ')}
      table={{
        rows: features,
        columns: [
          { id: 'feature', label: 'Feature', value: feature => feature.feature },
          { id: 'importance', label, align: 'end', value: withSpread },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <BarChart
          layout="vertical"
          width={width}
          height={shown.length * ROW_HEIGHT + 50}
          data={shown}
          margin={MARGIN}
          title="Importance of the features"
        >
          <CartesianGrid horizontal={false} {...GRID} />
          <XAxis
            {...AXIS}
            type="number"
            tickFormatter={formatCompact}
            label={horizontalLabel(label)}
          />
          <YAxis
            {...AXIS}
            type="category"
            dataKey="feature"
            width={150}
            interval={0}
            tickFormatter={(name: string) =>
              name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name
            }
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--mlops-hover)' }}
            content={({ active, payload }) => {
              const feature: Feature | undefined = payload?.[0]?.payload;
              return active && feature ? (
                <ChartTooltip
                  title={feature.feature}
                  entries={[{ label: 'Importance', colour, value: withSpread(feature) }]}
                />
              ) : null;
            }}
          />
          <Bar dataKey="importance" fill={colour} barSize={14} isAnimationActive={false}>
            {shown.some(({ std }) => std !== undefined) && (
              <ErrorBar
                dataKey={({ std = 0 }: Feature) => std}
                stroke="var(--mlops-axis)"
                width={4}
              />
            )}
          </Bar>
        </BarChart>
      </div>
    </ChartFrame>
  );
}
