import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aVersion } from '../../__testUtils__/fixtures';
import { renderMlops } from '../../__testUtils__/renderMlops';
import { EvaluationCharts } from './EvaluationCharts';

const evaluation: Evaluation = {
  id: 'test',
  name: 'Held-out days',
  split: 'test',
  metrics: { auc: 0.707748, average_precision: 0.41 },
  threshold: 0.5,
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
  await userEvent.click(await screen.findByLabelText(`View as table: ${title}`));
  const rows = within(screen.getByRole('table', { name: title })).getAllByRole('row');
  return rows.map(row => [...row.children].map(cell => cell.textContent));
}

describe('EvaluationCharts', () => {
  it('draws precision against recall, and shows the same numbers as a table', async () => {
    renderMlops(<EvaluationCharts version={aVersion()} evaluations={[evaluation]} />);
    const title = 'Precision–recall curve, average 0.410';
    const heading = await screen.findByRole('heading', { name: title });
    const chart = heading.closest('section')!;
    expect(chart.querySelector('.recharts-line-curve')).toHaveAttribute('d');
    expect(within(chart).getByText(/the share of positives, 9.1 %/)).toBeInTheDocument();
    expect(await tableOf(title)).toEqual([
      ['Threshold', 'Recall', 'Precision'],
      ['–', '0.0 %', '100.0 %'],
      ['0.500', '13.2 %', '60.0 %'],
      ['0.000', '100.0 %', '21.2 %'],
    ]);
  });

  it('draws the ROC curve, and shows the same numbers as a table', async () => {
    renderMlops(<EvaluationCharts version={aVersion()} evaluations={[evaluation]} />);
    expect(await tableOf('ROC curve, area 0.708')).toEqual([
      ['Threshold', 'False positive rate', 'True positive rate'],
      ['–', '0.0 %', '0.0 %'],
      ['0.500', '10.0 %', '40.0 %'],
      ['0.000', '100.0 %', '100.0 %'],
    ]);
  });

  it('promises no baseline where neither the matrix nor the curve tells it', async () => {
    const precisionRecallCurve = [{ precision: 0.6, recall: 0.5, threshold: 0.5 }];
    const confusionMatrix = undefined;
    const partial = { ...evaluation, precisionRecallCurve, confusionMatrix, metrics: {} };
    renderMlops(<EvaluationCharts version={aVersion()} evaluations={[partial]} />);
    const heading = await screen.findByRole('heading', { name: 'Precision–recall curve' });
    expect(heading).toBeInTheDocument();
    expect(screen.queryByText(/every positive|share of positives/)).not.toBeInTheDocument();
  });

  it('leaves out what no evaluation has', async () => {
    const { precisionRecallCurve, rocCurve, ...rest } = evaluation;
    renderMlops(<EvaluationCharts version={aVersion()} evaluations={[rest]} />);
    expect(await screen.findByText('Confusion matrix')).toBeInTheDocument();
    expect(screen.queryByText(/curve/)).not.toBeInTheDocument();
  });

  it('goes along a curve by keyboard and says in words what holds there', async () => {
    renderMlops(<EvaluationCharts version={aVersion()} evaluations={[evaluation]} />);
    const slider = await screen.findByRole('slider', { name: 'Point on the ROC curve' });
    // It begins at the chosen threshold, which is marked.
    expect(slider).toHaveAttribute('aria-valuetext', 'Threshold 0.500');
    const chart = slider.closest('section')!;
    expect(within(chart).getByText(/◆ is the chosen threshold, 0.500/)).toBeInTheDocument();
    expect(chart.querySelector('[data-mark=threshold]')).toBeInTheDocument();
    expect(within(chart).getByRole('status')).toHaveTextContent(
      'Threshold 0.500: false positive rate 10.0 %, true positive rate 40.0 %',
    );
    // jsdom moves no slider by itself: this is what the arrow key does.
    fireEvent.change(slider, { target: { value: '0' } });
    expect(within(chart).getByRole('status')).toHaveTextContent(
      'No row is called positive: false positive rate 0.0 %, true positive rate 0.0 %',
    );
  });

  it('shows the matrix as counts, or as rates of the actual or the predicted class', async () => {
    renderMlops(<EvaluationCharts version={aVersion()} evaluations={[evaluation]} />);
    const cells = () =>
      within(screen.getByRole('table', { name: 'Confusion matrix' }))
        .getAllByRole('cell')
        .map(cell => cell.textContent);
    await screen.findByRole('radio', { name: 'Counts' });
    expect(cells()).toEqual(['90', '10', '6', '4']);
    await userEvent.click(screen.getByRole('radio', { name: 'Rates by actual class' }));
    expect(cells()).toEqual(['90.0 %', '10.0 %', '60.0 %', '40.0 %']);
    await userEvent.click(screen.getByRole('radio', { name: 'Rates by predicted class' }));
    expect(cells()).toEqual(['93.8 %', '71.4 %', '6.3 %', '28.6 %']);
    expect(screen.getByLabelText('location')).toHaveTextContent('matrix=predicted');
  });

  it('holds a matrix of a hundred classes, and lists only what occurred', async () => {
    const labels = Array.from({ length: 100 }, (_, i) => `class with a long name ${i}`);
    const counts = labels.map((_, row) => labels.map((__, column) => (row === column ? 7 : 0)));
    const confusionMatrix = { labels, counts };
    renderMlops(
      <EvaluationCharts version={aVersion()} evaluations={[{ ...evaluation, confusionMatrix }]} />,
    );
    // By label only: to look for roles among 10,000 cells takes jsdom seconds.
    const toTable = await screen.findByLabelText('View as table: Confusion matrix');
    const chart = toTable.closest('section')!;
    expect(chart.querySelectorAll('td')).toHaveLength(10_000);
    fireEvent.click(toTable);
    expect(chart.querySelectorAll('tbody tr')).toHaveLength(100);
  });

  it('draws the calibration with the rows of each bin', async () => {
    const calibrationCurve = [
      { predicted: 0.7, observed: 0.6, rows: 20 },
      { predicted: 0.1, observed: 0.12, rows: 1080 },
    ];
    renderMlops(
      <EvaluationCharts version={aVersion()} evaluations={[{ ...evaluation, calibrationCurve }]} />,
    );
    expect(await tableOf('Calibration')).toEqual([
      ['Predicted', 'Observed', 'Observed − predicted', 'Rows'],
      ['10.0 %', '12.0 %', '2.0 %', '1,080'],
      ['70.0 %', '60.0 %', '-10.0 %', '20'],
    ]);
  });

  it('shows each class in a table, and the curves of the chosen one', async () => {
    const classes: NonNullable<Evaluation['classes']> = [
      {
        label: 'early',
        rows: 30,
        metrics: { recall: 0.5, auc: 0.81 },
        rocCurve: evaluation.rocCurve,
      },
      { label: 'late', rows: 70, metrics: { auc: 0.72 }, rocCurve: evaluation.rocCurve },
    ];
    const { rocCurve, precisionRecallCurve, confusionMatrix, ...rest } = evaluation;
    renderMlops(
      <EvaluationCharts version={aVersion()} evaluations={[{ ...rest, rows: 100, classes }]} />,
      { path: '/?class=late' },
    );
    const heading = await screen.findByRole('heading', {
      name: 'ROC curve of class late, area 0.720',
    });
    expect(heading).toBeInTheDocument();
    const table = screen.getByRole('table', { name: /Each class against the others/ });
    const rows = within(table).getAllByRole('row');
    expect(rows.map(row => [...row.children].map(cell => cell.textContent))).toEqual([
      ['Class', 'Rows', 'Recall', 'AUC'],
      ['early', '30', '0.500', '0.810'],
      ['late', '70', '–', '0.720'],
    ]);
  });
});
