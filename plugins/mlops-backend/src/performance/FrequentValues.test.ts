import { FrequentValues } from './FrequentValues';

describe('FrequentValues', () => {
  it('counts exactly while there is a counter for each value, null among them', () => {
    const frequent = new FrequentValues(10);
    ['b', 'a', null, 'b', null, 'b'].forEach(value => frequent.add(value));
    expect(frequent.top(2)).toEqual(['b', null]);
    expect(frequent.top(9)).toEqual(['b', null, 'a']);
  });

  it('finds what is frequent among any number of values that are not', () => {
    const frequent = new FrequentValues(10);
    for (let i = 0; i < 3_000; i++) {
      frequent.add(`rare${i}`);
      frequent.add(i % 3 === 0 ? 'often' : `once${i}`);
    }
    expect(frequent.top(10)).toContain('often');
  });
});
