import { compareStateFrom, withVersions } from './compareState';
import { compareQuery, parseVersionRef } from './versionRefs';

const state = (query: string) => compareStateFrom(new URLSearchParams(query));

describe('the versions in the address', () => {
  it.each(['', 'a', 'a@', 'a@0', 'a@01', 'A@1', 'a@1x', `${'a'.repeat(74)}@1`])(
    '"%s" names none',
    ref => expect(parseVersionRef(ref)).toBeUndefined(),
  );

  it('are read each once, repeated or in a list, the first being the baseline', () => {
    expect(parseVersionRef('flight-delay.v2_x@12')).toEqual({
      model: 'flight-delay.v2_x',
      version: 12,
    });
    expect(state('v=a@1,b@3&v=a@1&v=c@2')).toEqual({
      refs: ['a@1', 'b@3', 'c@2'],
      leftOut: [],
      unknown: [],
      baseline: 'a@1',
    });
    expect(state('v=a@1,b@3&baseline=b@3').baseline).toBe('b@3');
    expect(state('v=a@1&baseline=z@3').baseline).toBe('a@1');
    expect(state('').baseline).toBeUndefined();
  });

  it('are six at most; what is left out and what names none is told', () => {
    expect(state('v=a@1,b@1,c@1,d@1,oops,e@1,f@1,g@1')).toMatchObject({
      refs: ['a@1', 'b@1', 'c@1', 'd@1', 'e@1', 'f@1'],
      leftOut: ['g@1'],
      unknown: ['oops'],
    });
  });

  it('are written readably, with the rest of the address', () => {
    expect(compareQuery(['a@1', 'b@3'])).toBe('v=a@1&v=b@3');
    const search = new URLSearchParams('v=a@1&rows=all&baseline=a@1');
    expect(withVersions(search, ['a@1', 'b@3'])).toBe('v=a@1&v=b@3&rows=all&baseline=a%401');
    expect(withVersions(search, ['b@3'])).toBe('v=b@3&rows=all');
    expect(withVersions(search, [])).toBe('rows=all');
  });
});
