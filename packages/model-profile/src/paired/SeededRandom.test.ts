import { pairedCases } from '../../fixtures/pairedCases';
import { SeededRandom } from './SeededRandom';

describe('SeededRandom', () => {
  it('gives the numbers that another implementation gives', () => {
    const random = new SeededRandom(7);
    expect(pairedCases.random.map(() => random.next())).toEqual(pairedCases.random);
  });

  it('draws every number below a bound about equally often', () => {
    const random = new SeededRandom(1);
    const counts = new Array(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]++;
    // χ² of six degrees of freedom, at a chance of 0.001.
    const statistic = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(statistic).toBeLessThan(22.5);
  });
});
