import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatPercent } from '../../format/numbers';
import { ChartFrame } from '../charts/ChartFrame';
import { rowRates } from './evaluations';
import styles from './ModelTab.module.css';

interface ConfusionMatrixProps {
  matrix: NonNullable<Evaluation['confusionMatrix']>;
  dataset: string;
}

/** Above this share the cell is dark enough to need the other text colour. */
const STRONG = 0.6;
/** The matrix fills the height of its neighbour up to this many pixels a class. */
const TALLEST_ROW = 160;

/** Actual against predicted classes, as counts and as shares of the actual class. */
export function ConfusionMatrix({ matrix: { labels, counts }, dataset }: ConfusionMatrixProps) {
  const rates = rowRates(counts);
  const pairs = labels.flatMap((actual, row) =>
    labels.map((predicted, column) => ({
      actual,
      predicted,
      count: counts[row][column],
      rate: rates[row][column],
    })),
  );
  return (
    <ChartFrame
      title="Confusion matrix"
      description={`${dataset}; counts, and their share of the actual class`}
      table={{
        rows: pairs,
        columns: [
          { id: 'actual', label: 'Actual', value: pair => pair.actual },
          { id: 'predicted', label: 'Predicted', value: pair => pair.predicted },
          { id: 'count', label: 'Rows', align: 'end', value: pair => formatCount(pair.count) },
          { id: 'rate', label: 'Share', align: 'end', value: pair => formatPercent(pair.rate) },
        ],
      }}
    >
      <div className={styles.matrixArea} style={{ maxHeight: labels.length * TALLEST_ROW }}>
        <table className={styles.matrix} aria-label="Confusion matrix">
          <thead>
            <tr>
              <th scope="col" className={styles.corner}>
                Actual ↓ · Predicted →
              </th>
              {labels.map(label => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((actual, row) => (
              <tr key={actual}>
                <th scope="row">{actual}</th>
                {labels.map((predicted, column) => (
                  <td
                    key={predicted}
                    data-strong={rates[row][column] > STRONG}
                    style={{
                      width: `${100 / labels.length}%`,
                      background: `color-mix(in oklab, var(--mlops-heat) ${Math.round(
                        8 + rates[row][column] * 92,
                      )}%, var(--bui-bg-neutral-1))`,
                    }}
                  >
                    <span className={styles.count}>{formatCount(counts[row][column])}</span>
                    {formatPercent(rates[row][column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}
