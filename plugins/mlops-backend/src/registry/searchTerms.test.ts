import { prefixesOf, searchTerms } from './searchTerms';

describe('searchTerms', () => {
  it('are letters and digits, in lower case, without accents, each once', () => {
    expect(searchTerms('Flight-delay', 'délai_2; DELAY', '東京')).toEqual([
      'flight',
      'delay',
      'delai',
      '2',
      '東京',
    ]);
  });

  it('are cut behind 64 code points', () => {
    expect(searchTerms('𝒜'.repeat(70))).toEqual(['A'.repeat(64).toLowerCase()]);
    expect(searchTerms('𐐀'.repeat(70))).toEqual(['𐐨'.repeat(64)]);
  });
});

describe('prefixesOf', () => {
  it('are all that the words begin with, each once, and never half a character', () => {
    expect(prefixesOf(['tag', 'tea', 't'])).toEqual(['t', 'ta', 'tag', 'te', 'tea']);
    expect(prefixesOf(['𐐨a'])).toEqual(['𐐨', '𐐨a']);
    expect(prefixesOf([])).toEqual([]);
  });
});
