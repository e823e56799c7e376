import { isWhole, referenceFromSearch, referenceQuery, referenceToSearch } from './driftReference';

describe('driftReference', () => {
  const whole = { kind: 'window', from: '2013-04-01', to: '2013-04-30' } as const;

  it('survives the URL', () => {
    const search = referenceToSearch(whole, new URLSearchParams('range=7d'));
    expect(search.toString()).toBe('range=7d&reference=window&refFrom=2013-04-01&refTo=2013-04-30');
    expect(referenceFromSearch(search)).toEqual(whole);
    expect(referenceToSearch({ kind: 'training' }, search).toString()).toBe('range=7d');
    expect(referenceFromSearch(new URLSearchParams('refFrom=2013-04-01'))).toEqual({
      kind: 'training',
    });
  });

  it('asks for the days with the last one whole, and for nothing before both are given', () => {
    expect(referenceQuery(whole)).toEqual({
      reference: 'window',
      referenceFrom: '2013-04-01T00:00:00.000Z',
      referenceTo: '2013-05-01T00:00:00.000Z',
    });
    expect(referenceQuery({ kind: 'window', from: '2013-04-01' })).toEqual({});
    expect(isWhole({ kind: 'window', from: '2013-04-02', to: '2013-04-01' })).toBe(false);
  });
});
