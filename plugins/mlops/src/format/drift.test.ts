import { aColumn } from '../__testUtils__/fixtures';
import { describeDrift, formatChance } from './drift';

describe('drift in words', () => {
  it.each([
    [0, '< 0.1 %'],
    [0.00099, '< 0.1 %'],
    [0.034, '3.4 %'],
    [0.52, '52 %'],
    [1, '100 %'],
  ])('a chance of %d is %s', (probability, words) => {
    expect(formatChance(probability)).toBe(words);
  });

  it('gives the verdict, the threshold and the chance', () => {
    const drifted = aColumn({ psiCorrected: 0.41, pValue: 1e-9, drifted: true });
    expect(describeDrift(drifted, 0.3, 0.001)).toBe(
      'Drifted: 0.41 above the 0.30 threshold; chance of this without drift < 0.1 %.',
    );
    expect(describeDrift(aColumn({ psiCorrected: 0.02, pValue: 0.4 }), 0.3, 0.001)).toMatch(
      /^No drift: 0.02 within/,
    );
  });

  it('does not call drift what chance explains', () => {
    const unsure = aColumn({ psiCorrected: 0.35, pValue: 0.04 });
    expect(describeDrift(unsure, 0.3, 0.001)).toMatch(/^Not sure: 0.35 .* 4.0 % \(.* 0.1 %\)/);
  });

  it('says when there is nothing to compare', () => {
    expect(describeDrift(aColumn({ psiCorrected: null, pValue: null }), 0.3, 0.01)).toMatch(
      /^Nothing to compare/,
    );
  });
});
