import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { memo, useMemo } from 'react';
import { formatCompact, formatCount, formatPercent } from '../../format/numbers';
import { ChartFrame } from '../charts/ChartFrame';
import { useSearchState } from '../shared/useSearchState';
import styles from './ConfusionMatrix.module.css';
import { columnRates, rowRates } from './evaluations';

type Matrix = NonNullable<Evaluation['confusionMatrix']>;

interface ConfusionMatrixProps {
  matrix: Matrix;
  dataset: string;
}

/** What the cells tell, and what their shades are shares of. */
const MEASURES = {
  counts: 'Counts',
  actual: 'Rates by actual class',
  predicted: 'Rates by predicted class',
} as const;
type Measure = keyof typeof MEASURES;

const SHADED: Record<Measure, string> = {
  counts: 'counts, the darkest the largest',
  actual: 'shares of the actual class: each row is 100 %',
  predicted: 'shares of the predicted class: each column is 100 %',
};

/** Above this share the cell is dark enough to need the other text colour. */
const STRONG = 0.6;
/** The matrix fills the height of its neighbour up to this many pixels a class. */
const TALLEST_ROW = 160;
/** With more classes the cells are small, and the table leaves out pairs that never occur. */
const MOST_ROOMY = 8;

/** Whether a matrix needs a row of the page for itself. */
export const isWide = ({ labels }: Matrix): boolean => labels.length > MOST_ROOMY;

interface HeatTableProps {
  matrix: Matrix;
  measure: Measure;
  byActual: number[][];
  byPredicted: number[][];
  isSmall: boolean;
}

function PlainHeatTable(props: HeatTableProps) {
  const { matrix, measure, byActual, byPredicted, isSmall } = props;
  const { labels, counts } = matrix;
  const most = Math.max(...counts.map(row => Math.max(...row)), 1);
  const shade = (row: number, column: number) =>
    ({
      counts: counts[row][column] / most,
      actual: byActual[row][column],
      predicted: byPredicted[row][column],
    })[measure];
  const text = (row: number, column: number) => {
    if (measure === 'counts') {
      return (isSmall ? formatCompact : formatCount)(counts[row][column]);
    }
    return isSmall
      ? String(Math.round(shade(row, column) * 100))
      : formatPercent(shade(row, column));
  };
  return (
    <table className={styles.matrix} data-small={isSmall} aria-label="Confusion matrix">
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            Actual ↓ · Predicted →{isSmall && measure !== 'counts' && ' in %'}
          </th>
          {labels.map(label => (
            <th key={label} scope="col" title={label}>
              <span className={styles.label}>{label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((actual, row) => (
          <tr key={actual}>
            <th scope="row" title={actual}>
              <span className={styles.label}>{actual}</span>
            </th>
            {labels.map((predicted, column) => (
              <td
                key={predicted}
                data-strong={shade(row, column) > STRONG}
                data-diagonal={row === column}
                title={`Actual ${actual}, predicted ${predicted}: ${formatCount(
                  counts[row][column],
                )} rows, ${formatPercent(byActual[row][column])} of the actual and ${formatPercent(
                  byPredicted[row][column],
                )} of the predicted class`}
                style={{
                  width: `${100 / labels.length}%`,
                  background: `color-mix(in oklab, var(--mlops-heat) ${Math.round(
                    8 + shade(row, column) * 92,
                  )}%, var(--bui-bg-neutral-1))`,
                }}
              >
                {text(row, column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Up to 10,000 cells, so drawn anew only when they change. */
const HeatTable = memo(PlainHeatTable);

/** Actual against predicted classes as a heat map: counts, or shares of the actual or the predicted class. */
export function ConfusionMatrix({ matrix, dataset }: ConfusionMatrixProps) {
  const [asked, choose] = useSearchState('matrix');
  const measure: Measure = asked === 'actual' || asked === 'predicted' ? asked : 'counts';
  const byActual = useMemo(() => rowRates(matrix.counts), [matrix]);
  const byPredicted = useMemo(() => columnRates(matrix.counts), [matrix]);
  const { labels, counts } = matrix;
  const isSmall = isWide(matrix);
  const pairs = labels.flatMap((actual, row) =>
    labels.flatMap((predicted, column) => {
      const count = counts[row][column];
      const rates = { ofActual: byActual[row][column], ofPredicted: byPredicted[row][column] };
      return isSmall && count === 0 ? [] : [{ actual, predicted, count, ...rates }];
    }),
  );
  return (
    <ChartFrame
      title="Confusion matrix"
      description={`${dataset}; ${SHADED[measure]}`}
      table={{
        rows: pairs,
        columns: [
          { id: 'actual', label: 'Actual', value: pair => pair.actual },
          { id: 'predicted', label: 'Predicted', value: pair => pair.predicted },
          { id: 'count', label: 'Rows', align: 'end', value: pair => formatCount(pair.count) },
          {
            id: 'ofActual',
            label: 'Of the actual class',
            align: 'end',
            value: pair => formatPercent(pair.ofActual),
          },
          {
            id: 'ofPredicted',
            label: 'Of the predicted class',
            align: 'end',
            value: pair => formatPercent(pair.ofPredicted),
          },
        ],
      }}
    >
      <div className={styles.part}>
        <ToggleButtonGroup
          aria-label="What the cells show"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[measure]}
          onSelectionChange={keys => {
            const [key] = keys;
            choose(key === 'counts' ? undefined : String(key));
          }}
        >
          {Object.entries(MEASURES).map(([id, label]) => (
            <ToggleButton key={id} id={id} size="small">
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <div
          className={isSmall ? styles.frame : styles.area}
          style={isSmall ? undefined : { maxHeight: labels.length * TALLEST_ROW }}
          role="region"
          aria-label="Confusion matrix, scrolls"
          // A region that scrolls has to be reachable by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <HeatTable
            matrix={matrix}
            measure={measure}
            byActual={byActual}
            byPredicted={byPredicted}
            isSmall={isSmall}
          />
        </div>
      </div>
    </ChartFrame>
  );
}
