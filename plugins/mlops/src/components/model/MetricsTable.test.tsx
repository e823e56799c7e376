import type { Evaluation } from '@mlops-backstage/plugin-mlops-common';
import { render, screen, within } from '@testing-library/react';
import { aVersion } from '../../__testUtils__/fixtures';
import { MetricsTable } from './MetricsTable';

const evaluation = (given: Partial<Evaluation>): Evaluation => ({
  id: 'a',
  name: 'Held-out days',
  split: 'test',
  metrics: {},
  evaluatedAt: '2026-01-01T00:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:default/guest',
  ...given,
});

const cells = () =>
  within(screen.getByRole('table', { name: 'Metrics' }))
    .getAllByRole('row')
    .map(row => [...row.children].map(cell => cell.textContent));

describe('MetricsTable', () => {
  it('shows the splits side by side, and how the test differs from the training', () => {
    const metrics = {
      train: { auc: 0.78, log_loss: 0.4 },
      validation: { auc: 0.75 },
      test: { auc: 0.715, log_loss: 0.4 },
      production: { auc: 0.7 },
    };
    render(<MetricsTable version={aVersion({ metrics })} evaluations={[]} />);
    expect(cells()).toEqual([
      ['Metric', 'Train', 'Validation', 'Test', 'Production', 'Test against train'],
      ['AUC', '0.780', '0.750', '0.715', '0.700', '−0.065, worse'],
      ['Log loss', '0.400', '–', '0.400', '–', '±0'],
    ]);
  });

  it('says which metrics are not defined, and why', () => {
    const undefinedMetrics = [{ name: 'auc', reason: 'only one class occurs.' }];
    const test = evaluation({ metrics: { accuracy: 1 }, undefinedMetrics });
    render(
      <MetricsTable
        version={aVersion({ metrics: { test: { accuracy: 1 } } })}
        evaluations={[test]}
      />,
    );
    expect(cells()).toEqual([
      ['Metric', 'Test'],
      ['Accuracy', '1.000'],
      ['AUC', 'not defined'],
    ]);
    expect(
      screen.getByText('AUC is not defined on Held-out days (test): only one class occurs.'),
    ).toBeInTheDocument();
  });

  it('shows a chosen evaluation in place of the newest of its split', () => {
    const newest = evaluation({ id: 'new', metrics: { auc: 0.9 } });
    const older = evaluation({ id: 'old', name: 'Old days', metrics: { auc: 0.6 } });
    render(
      <MetricsTable
        version={aVersion({ metrics: { test: { auc: 0.9 } } })}
        evaluations={[newest, older]}
        chosen={older}
      />,
    );
    expect(cells()).toEqual([
      ['Metric', 'Test: Old days, 1 Jan 2026'],
      ['AUC', '0.600'],
    ]);
  });

  it('says how to add the first evaluation', () => {
    render(<MetricsTable version={aVersion({ metrics: {} })} evaluations={[]} />);
    expect(screen.getByText('No evaluation yet')).toBeInTheDocument();
  });
});
