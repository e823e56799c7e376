import { binShares } from './binShares';

describe('binShares', () => {
  it('makes distributions of different size comparable and drops the unused tail', () => {
    const bins = [
      { label: 'JFK', reference: 50, window: 1 },
      { label: 'EWR', reference: 0, window: 0 },
      { label: 'LGA', reference: 50, window: 3 },
      { label: 'other', reference: 0, window: 0 },
      { label: 'missing', reference: 0, window: 0 },
    ];
    expect(binShares(bins).map(bin => [bin.label, bin.reference, bin.window])).toEqual([
      ['JFK', 0.5, 0.25],
      ['EWR', 0, 0],
      ['LGA', 0.5, 0.75],
    ]);
  });

  it('has no shares without rows', () => {
    expect(binShares([{ label: 'a', reference: 1, window: 0 }])[0].window).toBe(0);
  });
});
