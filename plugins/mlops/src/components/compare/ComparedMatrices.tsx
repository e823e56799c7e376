import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatPercent } from '../../format/numbers';
import { ChartFrame } from '../charts/ChartFrame';
import { rowRates } from '../model/evaluations';
import styles from './Compare.module.css';
import type { Drawn } from './Drawn';

type Matrix = NonNullable<Evaluation['confusionMatrix']>;

interface ComparedMatricesProps {
  drawn: Drawn<'confusionMatrix'>[];
  without: string;
}

/** Above this share the cell is dark enough to need the other text colour. */
const STRONG = 0.6;

/** The confusion matrices side by side as shares of the actual class, all coloured on the scale from 0 to 100 %. */
export function ComparedMatrices({ drawn, without }: ComparedMatricesProps) {
  return (
    <ChartFrame
      title="Confusion matrices"
      description={`Share of the actual class that was predicted as each class, all on the same scale${without}`}
      table={{
        rows: pairsOf(drawn.map(({ part }) => part)),
        columns: [
          { id: 'actual', label: 'Actual', value: pair => pair.actual },
          { id: 'predicted', label: 'Predicted', value: pair => pair.predicted },
          ...drawn.map(({ series, part }) => ({
            id: series.key,
            label: series.label,
            align: 'end' as const,
            value: (pair: Pair) => shareIn(part, pair),
          })),
        ],
      }}
    >
      <div className={styles.matrices}>
        {drawn.map(({ series, evaluation, part }) => (
          <RateMatrix key={series.key} name={series.label} data={evaluation.name} matrix={part} />
        ))}
      </div>
    </ChartFrame>
  );
}

interface Pair {
  actual: string;
  predicted: string;
}

/** Every pair of classes that one of the matrices has. */
function pairsOf(matrices: readonly Matrix[]): Pair[] {
  const labels = [...new Set(matrices.flatMap(matrix => matrix.labels))];
  return labels.flatMap(actual => labels.map(predicted => ({ actual, predicted })));
}

function shareIn({ labels, counts }: Matrix, { actual, predicted }: Pair): string {
  const [row, column] = [labels.indexOf(actual), labels.indexOf(predicted)];
  return row < 0 || column < 0
    ? '–'
    : `${formatPercent(rowRates(counts)[row][column])} (${formatCount(counts[row][column])})`;
}

function RateMatrix({ name, data, matrix }: { name: string; data: string; matrix: Matrix }) {
  const { labels, counts } = matrix;
  const rates = rowRates(counts);
  return (
    <div
      className={styles.matrixScroll}
      role="region"
      aria-label={`Confusion matrix of ${name}`}
      // A region that scrolls has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.matrix}>
        <caption>
          {name} <span className={styles.note}>{data}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Actual ↓ · Predicted →</th>
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
                  title={`${formatCount(counts[row][column])} rows`}
                  style={{
                    background: `color-mix(in oklab, var(--mlops-heat) ${Math.round(
                      8 + rates[row][column] * 92,
                    )}%, var(--bui-bg-neutral-1))`,
                  }}
                >
                  {formatPercent(rates[row][column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
