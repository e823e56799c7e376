import { aComparison } from '../../__testUtils__/deploymentFixtures';
import {
  agreementInWords,
  chance,
  confidence,
  distanceInWords,
  latencyInWords,
  marginOf,
  mcnemarInWords,
  rangeInWords,
  signed,
} from './comparisonInWords';

describe('a comparison in words', () => {
  it.each([
    [0.0184, '+0.018'],
    [-0.0184, '−0.018'],
    [0, '0'],
    [-12.34, '−12.3'],
  ])('says %p with its sign', (value, text) => {
    expect(signed(value)).toBe(text);
  });

  it('says ranges, confidence, chances and latencies with what they need', () => {
    expect(rangeInWords({ low: -0.004, high: 0.021 })).toBe('−0.004 to +0.021');
    expect([confidence(0.05), confidence(0.001)]).toEqual(['95 %', '99.9 %']);
    expect([chance(0.0342), chance(0.0004)]).toEqual(['p = 0.034', 'p < 0.001']);
    expect([latencyInWords(0.42), latencyInWords(null)]).toEqual(['420 µs', '–']);
  });

  it('says who got what right', () => {
    expect(mcnemarInWords(aComparison(), 0.05)).toBe(
      '210 rows only v3 got right, 150 only v1: McNemar’s test (χ², corrected) p = 0.002; difference +0.019, 95 % interval +0.007 to +0.031.',
    );
    expect(mcnemarInWords(aComparison({ mcnemar: undefined }), 0.05)).toBeUndefined();
  });

  it('says what there is of agreement and distance', () => {
    expect(agreementInWords(aComparison())).toEqual({
      value: '93.1 %',
      note: '92.4 % to 93.8 %; kappa 0.810',
    });
    expect(distanceInWords(aComparison())).toEqual({
      name: 'Score distance',
      value: '0.045',
      note: 'on average, −0.012 with its sign; KS 0.061',
    });
    const bare = aComparison({ agreement: undefined, scores: undefined });
    expect([agreementInWords(bare).value, distanceInWords(bare).value]).toEqual(['–', '–']);
  });

  it('takes the margin of errors as a share of the champion’s', () => {
    expect(marginOf({ name: 'accuracy', against: 0.9 }, 0.02)).toBe(0.02);
    expect(marginOf({ name: 'rmse', against: 50 }, 0.02)).toBe(1);
  });
});
