import type { Drift, DriftPoint, Traffic } from '@mlops-backstage/plugin-mlops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aColumn } from '../../__testUtils__/fixtures';
import { renderMlops } from '../../__testUtils__/renderMlops';
import { DriftSection } from './DriftSection';
import { NotCounted } from './NotCounted';
import { QualitySection } from './QualitySection';

jest.setTimeout(60_000);

const bins = ['≤ 10', '> 10', 'missing'].map((label, index) => ({
  label,
  reference: 50 - index,
  window: index,
}));
const columns = [
  aColumn({ name: 'humid', psiCorrected: 0.02, bins }),
  aColumn({
    name: 'temp',
    psi: 0.92,
    psiCorrected: 0.91,
    pValue: 1e-9,
    drifted: true,
    mean: { reference: 37.7, window: 81.6 },
    measures: {
      hellinger: 0.4,
      totalVariation: 0.5,
      lInfinity: 0.3,
      chiSquare: { statistic: 120, degreesOfFreedom: 9, pValue: 1e-9 },
      kolmogorovSmirnov: { statistic: 0.45, pValue: 1e-9 },
      wasserstein: 1.2,
      shown: 'wasserstein',
    },
    bins,
  }),
];

const pointOf = (day: string, given: Partial<DriftPoint> = {}): DriftPoint => ({
  start: `2013-04-${day}T00:00:00Z`,
  version: 1,
  rows: 7802,
  averageDrift: 0.4,
  driftedColumns: ['temp'],
  columns,
  quality: [],
  ...given,
});

const driftOf = (...points: DriftPoint[]): Drift => ({
  interval: 'day',
  threshold: 0.3,
  alpha: 0.01,
  reference: { kind: 'training' },
  points,
});

const location = () => screen.getByLabelText('location').textContent!;

describe('DriftSection', () => {
  it('shows all columns of the last interval, what differs most first, and opens one', async () => {
    renderMlops(<DriftSection drift={driftOf(pointOf('01'), pointOf('02'))} />);
    const overlays = within(
      await screen.findByRole('region', { name: 'Distribution of each column' }),
    );
    const cards = overlays.getAllByRole('listitem').filter(item => item.querySelector('button'));
    expect(cards.map(card => card.textContent)).toEqual([
      expect.stringMatching(
        /^tempDrifted.*PSI 0\.91.*Chance without drift < 0\.1 %.*Rows 7,802.*Mean 37\.7 → 81\.6$/,
      ),
      expect.stringMatching(/^humid.*PSI 0\.02/),
    ]);
    await userEvent.click(overlays.getByRole('button', { name: /^temp/ }));
    expect(decodeURIComponent(location())).toBe('?cell=2013-04-02T00:00:00Z~1~temp');
    const comparison = within(screen.getByRole('region', { name: 'Distribution of temp' }));
    await userEvent.click(comparison.getByText('Other measures of drift'));
    expect(comparison.getByText('Wasserstein')).toBeVisible();
    expect(comparison.getByText('1.200')).toBeVisible();
    expect(await axeViolations()).toEqual([]);
  });

  it('says why there is nothing to compare', async () => {
    renderMlops(
      <DriftSection drift={{ ...driftOf(), reference: { kind: 'window', from: 'a', to: 'b' } }} />,
    );
    expect(await screen.findByText('Drift is not measured')).toBeInTheDocument();
    expect(screen.getByText(/^Nothing was answered in the span of time/)).toBeInTheDocument();
  });
});

describe('QualitySection', () => {
  it('lists the faults of the data, or says that there are none', async () => {
    const finding = {
      column: 'temp',
      check: 'missing' as const,
      severity: 'critical' as const,
      message: '46 % of temp are missing, 0.1 % in the reference',
      reference: 0.001,
      window: 0.46,
    };
    const { unmount } = renderMlops(
      <QualitySection drift={driftOf(pointOf('01'), pointOf('02', { quality: [finding] }))} />,
    );
    const row = within(await screen.findByRole('row', { name: /^temp/ }));
    expect(row.getByText('Critical')).toBeInTheDocument();
    expect(row.getByText('46 % of temp are missing, 0.1 % in the reference.')).toBeInTheDocument();
    expect(row.getByText('1 of 2')).toBeInTheDocument();
    unmount();
    renderMlops(<QualitySection drift={driftOf(pointOf('01'))} />);
    expect(await screen.findByText('Sound')).toBeInTheDocument();
  });
});

describe('NotCounted', () => {
  const traffic = (total: Partial<Traffic['total']>, gaps: Traffic['gaps'] = []) =>
    ({ total: { dropped: 0, ...total }, gaps }) as Traffic;

  it('says what the numbers leave out', async () => {
    const gap = { from: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:05Z' };
    renderMlops(
      <NotCounted
        traffic={traffic({ dropped: 1_200, shadowDropped: 1 }, [
          { ...gap, lost: 'replica' },
          { ...gap, lost: 'replica', requests: 412 },
          { ...gap, lost: 'worker', requests: 1_000 },
          { ...gap, lost: 'replica', requests: 0 },
        ])}
      />,
    );
    expect(await screen.findByText('Not counted')).toBeInTheDocument();
    expect(screen.getByText(/1,200 answered requests could not be kept/)).toHaveTextContent(
      /1 copy of a request not run.*2 servers ended without handing over about 1,412 answered requests; 1 server ended without handing over the last seconds.*unknown number/,
    );
  });

  it('says nothing where everything is counted', async () => {
    const gap = { from: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:05Z', requests: 0 };
    renderMlops(<NotCounted traffic={traffic({}, [{ ...gap, lost: 'replica' }])} />);
    await screen.findByLabelText('location');
    expect(screen.queryByText('Not counted')).not.toBeInTheDocument();
  });
});
