import { servedFromSearch, servedToSearch } from './served';

describe('served', () => {
  const read = (text: string) => servedFromSearch(new URLSearchParams(text));

  it('is read from the URL, where what is not understood is left out', () => {
    expect(read('role=challenger&version=3')).toEqual({ role: 'challenger', version: 3 });
    expect(read('role=answering')).toEqual({});
    expect(read('role=boss&version=-1')).toEqual({});
    expect(read('version=1.5')).toEqual({});
  });

  it('is written without the defaults, and forgets the cell', () => {
    const search = new URLSearchParams('range=7d&cell=x&role=canary&version=2');
    expect(servedToSearch({}, search).toString()).toBe('range=7d');
    expect(servedToSearch({ role: 'challenger', version: 3 }, search).toString()).toBe(
      'range=7d&role=challenger&version=3',
    );
  });
});
