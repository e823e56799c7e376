import { formatCompact, formatMeasure } from '../../format/numbers';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { useWidth } from '../shared/useWidth';
import styles from './Compare.module.css';
import type { Drawn } from './Drawn';
import { featureRows, niceTicks, type FeatureRow } from './importance';

interface ComparedImportanceProps {
  drawn: Drawn<'featureImportance'>[];
  without: string;
}

const MOST_SHOWN = 15;
const ROW_HEIGHT = 24;
const LABEL_WIDTH = 150;
const LONGEST_LABEL = 19;
const AXIS_HEIGHT = 40;
const RIGHT = 16;

const textOf = (value: number | undefined) => (value === undefined ? '–' : formatMeasure(value));

/** How much each feature matters to each version, as dots on one scale. */
export function ComparedImportance({ drawn, without }: ComparedImportanceProps) {
  const [ref, width] = useWidth();
  const features = featureRows(drawn.map(({ part }) => part));
  const shown = features.slice(0, MOST_SHOWN);
  const values = shown.flatMap(({ importances }) => importances.filter(v => v !== undefined));
  const ticks = niceTicks(Math.min(...values), Math.max(...values));
  const [from, to] = [ticks[0], ticks[ticks.length - 1]];
  const plotWidth = Math.max(60, width - LABEL_WIDTH - RIGHT);
  const x = (value: number) => LABEL_WIDTH + ((value - from) / (to - from)) * plotWidth;
  const bottom = shown.length * ROW_HEIGHT + 8;
  const methods = [...new Set(drawn.map(({ part }) => part.method))];
  const others = features.length - shown.length;
  const axis =
    methods.length > 1
      ? 'Importance (by different methods: sizes can’t be compared)'
      : `Importance (${methods[0]})`;
  return (
    <ChartFrame
      title="Importance of the features"
      description={`${axis}${others > 0 ? `; ${others} lesser ones in the table` : ''}${without}`}
      table={{
        rows: features,
        columns: [
          { id: 'feature', label: 'Feature', value: row => row.feature },
          ...drawn.map(({ series }, index) => ({
            id: series.key,
            label: series.label,
            align: 'end' as const,
            value: (row: FeatureRow) => textOf(row.importances[index]),
          })),
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        {drawn.length > 1 && (
          <ul className={styles.markers}>
            {drawn.map(({ series }, index) => (
              <li key={series.key}>
                <svg width="14" height="14" aria-hidden="true">
                  <Marker shape={index} x={7} y={7} colour={series.colour} />
                </svg>
                {series.label}
              </li>
            ))}
          </ul>
        )}
        <svg width={width} height={bottom + AXIS_HEIGHT} role="img" aria-label={axis}>
          {ticks.map(tick => (
            <g key={tick}>
              <line className={styles.gridLine} x1={x(tick)} x2={x(tick)} y2={bottom} />
              <text className={styles.tick} x={x(tick)} y={bottom + 16} textAnchor="middle">
                {formatCompact(tick)}
              </text>
            </g>
          ))}
          <text
            className={styles.tick}
            x={LABEL_WIDTH + plotWidth / 2}
            y={bottom + 34}
            textAnchor="middle"
          >
            Importance
          </text>
          {shown.map(({ feature, importances }, row) => {
            const y = row * ROW_HEIGHT + ROW_HEIGHT / 2 + 4;
            return (
              <g key={feature}>
                <text className={styles.tick} x={LABEL_WIDTH - 10} y={y + 4} textAnchor="end">
                  {feature.length > LONGEST_LABEL
                    ? `${feature.slice(0, LONGEST_LABEL - 1)}…`
                    : feature}
                  <title>{feature}</title>
                </text>
                <line
                  className={styles.gridLine}
                  x1={LABEL_WIDTH}
                  x2={LABEL_WIDTH + plotWidth}
                  y1={y}
                  y2={y}
                />
                {importances.map(
                  (value, index) =>
                    value !== undefined && (
                      <g key={drawn[index].series.key} data-testid="dot">
                        <title>{`${feature}, ${drawn[index].series.label}: ${textOf(value)}`}</title>
                        <Marker
                          shape={index}
                          x={x(value)}
                          y={y}
                          colour={drawn[index].series.colour}
                        />
                      </g>
                    ),
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFrame>
  );
}

/** Outlines within a square of 10: the shapes tell the versions apart where the colours don't. */
const SHAPES = [
  'M0,-5 A5,5 0 1,1 0,5 A5,5 0 1,1 0,-5Z',
  'M-4.5,-4.5 H4.5 V4.5 H-4.5Z',
  'M0,-6 L6,0 L0,6 L-6,0Z',
  'M0,-5.5 L5.5,4.5 H-5.5Z',
  'M0,5.5 L5.5,-4.5 H-5.5Z',
  'M-5,-1.6 H-1.6 V-5 H1.6 V-1.6 H5 V1.6 H1.6 V5 H-1.6 V1.6 H-5Z',
];

interface MarkerProps {
  shape: number;
  x: number;
  y: number;
  colour: string;
}

function Marker({ shape, x, y, colour }: MarkerProps) {
  return (
    <path
      d={SHAPES[shape % SHAPES.length]}
      transform={`translate(${x} ${y})`}
      fill={colour}
      className={styles.marker}
    />
  );
}
