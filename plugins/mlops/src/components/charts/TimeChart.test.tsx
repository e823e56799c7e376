import { render, screen, within } from '@testing-library/react';
import { TimeChart } from './TimeChart';

const DAY_MS = 86_400_000;
const rows = [0, 1, 2].map(day => ({
  start: day * DAY_MS,
  middle: (day + 0.5) * DAY_MS,
  v1: 0.1 * day,
}));

describe('TimeChart', () => {
  it('names a threshold in the legend, where it covers no data', () => {
    render(
      <TimeChart
        title="Average drift"
        yLabel="Mean PSI"
        kind="line"
        rows={rows}
        series={[{ key: 'v1', label: 'v1', colour: 'blue' }]}
        interval="day"
        format={String}
        threshold={{ value: 0.3, label: 'threshold 0.30' }}
      />,
    );
    expect(
      within(screen.getByRole('list'))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['v1', 'threshold 0.30']);
    expect(screen.getAllByText('threshold 0.30')).toHaveLength(1);
  });
});
