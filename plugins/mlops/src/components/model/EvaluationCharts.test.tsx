import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aVersion } from '../../__testUtils__/fixtures';
import { EvaluationCharts } from './EvaluationCharts';

const evaluation: Evaluation = {
  id: 'test',
  name: 'Held-out days',
  split: 'test',
  metrics: { auc: 0.707748, average_precision: 0.41 },
  evaluatedAt: '2026-01-01T00:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:default/guest',
  confusionMatrix: {
    labels: ['0', '1'],
    counts: [
      [90, 10],
      [6, 4],
    ],
  },
  rocCurve: [
    { fpr: 0, tpr: 0, threshold: null },
    { fpr: 0.1, tpr: 0.4, threshold: 0.5 },
    { fpr: 1, tpr: 1, threshold: 0 },
  ],
  precisionRecallCurve: [
    { precision: 0.212, recall: 1, threshold: 0 },
    { precision: 0.6, recall: 0.132, threshold: 0.5 },
    { precision: 1, recall: 0, threshold: null },
  ],
};

/** The cells of the table that a chart turns into. */
async function tableOf(title: string) {
  await userEvent.click(screen.getByLabelText(`View as table: ${title}`));
  const rows = within(screen.getByRole('table', { name: title })).getAllByRole('row');
  return rows.map(row => [...row.children].map(cell => cell.textContent));
}

describe('EvaluationCharts', () => {
  it('draws precision against recall, and shows the same numbers as a table', async () => {
    render(<EvaluationCharts version={aVersion()} evaluations={[evaluation]} />);
    const title = 'Precision–recall curve, average 0.410';
    const chart = screen.getByRole('heading', { name: title }).closest('section')!;
    expect(chart.querySelector('.recharts-line-curve')).toHaveAttribute('d');
    expect(within(chart).getByText(/precision when every positive is found/)).toBeInTheDocument();
    expect(await tableOf(title)).toEqual([
      ['Threshold', 'Recall', 'Precision'],
      ['–', '0.0 %', '100.0 %'],
      ['0.500', '13.2 %', '60.0 %'],
      ['0.000', '100.0 %', '21.2 %'],
    ]);
  });

  it('draws the ROC curve, and shows the same numbers as a table', async () => {
    render(<EvaluationCharts version={aVersion()} evaluations={[evaluation]} />);
    expect(await tableOf('ROC curve, area 0.708')).toEqual([
      ['Threshold', 'False positive rate', 'True positive rate'],
      ['–', '0.0 %', '0.0 %'],
      ['0.500', '10.0 %', '40.0 %'],
      ['0.000', '100.0 %', '100.0 %'],
    ]);
  });

  it('promises no baseline where the curve does not reach all positives', () => {
    const precisionRecallCurve = [{ precision: 0.6, recall: 0.5, threshold: 0.5 }];
    const partial = { ...evaluation, precisionRecallCurve, metrics: {} };
    render(<EvaluationCharts version={aVersion()} evaluations={[partial]} />);
    expect(screen.getByRole('heading', { name: 'Precision–recall curve' })).toBeInTheDocument();
    expect(screen.queryByText(/every positive/)).not.toBeInTheDocument();
  });

  it('leaves out what no evaluation has', () => {
    const { precisionRecallCurve, rocCurve, ...rest } = evaluation;
    render(<EvaluationCharts version={aVersion()} evaluations={[rest]} />);
    expect(screen.getByText('Confusion matrix')).toBeInTheDocument();
    expect(screen.queryByText(/curve/)).not.toBeInTheDocument();
  });
});
