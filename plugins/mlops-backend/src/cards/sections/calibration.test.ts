import { summarizeCalibration } from './calibration';

describe('summarizeCalibration', () => {
  it('weights bins by their rows: (300 · 0.02 + 100 · 0.1) / 400 = 0.04', () => {
    const worst = { predicted: 0.8, observed: 0.7, rows: 100 };
    const summary = summarizeCalibration([{ predicted: 0.1, observed: 0.12, rows: 300 }, worst])!;
    expect(summary).toMatchObject({ bins: 2, weighted: true, worst });
    expect(summary.meanGap).toBeCloseTo(0.04, 12);
  });

  it('counts bins alike where one does not tell its rows', () => {
    const summary = summarizeCalibration([
      { predicted: 0.1, observed: 0.12, rows: 300 },
      { predicted: 0.8, observed: 0.7 },
    ])!;
    expect(summary.weighted).toBe(false);
    expect(summary.meanGap).toBeCloseTo(0.06, 12);
  });

  it('says nothing of no bins', () => {
    expect(summarizeCalibration([])).toBeUndefined();
  });
});
