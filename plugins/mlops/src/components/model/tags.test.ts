import { aliasProblem, parseTags, tagProblem } from './tags';

describe('tags', () => {
  it('are separated by commas or spaces, each once', () => {
    expect(parseTags(' delay, tabular  delay,,c++ ')).toEqual(['delay', 'tabular', 'c++']);
    expect(parseTags('')).toEqual([]);
  });

  it('are checked as the contract does', () => {
    expect(tagProblem(['delay', 'on-time', 'c#'])).toBeUndefined();
    expect(tagProblem(['Delay'])).toMatch(/^“Delay” can't be a tag/);
    expect(tagProblem(['a'.repeat(64)])).toBeDefined();
    expect(tagProblem(Array.from({ length: 51 }, (_, i) => `t${i}`))).toBe('At most 50 tags.');
  });

  it.each(['champion', 'v2.1', 'a-b_c'])('takes the alias %s', alias => {
    expect(aliasProblem(alias)).toBeUndefined();
  });

  it.each(['', '2nd', 'Champion', 'a--b', 'a'.repeat(64)])('refuses the alias “%s”', alias => {
    expect(aliasProblem(alias)).toBeDefined();
  });
});
