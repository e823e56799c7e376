import { isFiltered, listQueryFromSearch, withListState, withoutFilters } from './modelListState';

describe('modelListState', () => {
  it('reads the whole list from the URL', () => {
    const search = new URLSearchParams(
      'search=delay&owner=group:default/a&owner=group:default/b&stage=Production&problemType=regression&deployed=false&sort=-updatedAt&limit=50&cursor=one&cursor=two',
    );
    expect(listQueryFromSearch(search)).toEqual({
      search: 'delay',
      owner: ['group:default/a', 'group:default/b'],
      stage: ['Production'],
      problemType: ['regression'],
      deployed: false,
      sort: '-updatedAt',
      limit: 50,
      cursor: 'two',
    });
  });

  it('asks the backend for nothing that it would refuse', () => {
    const search = new URLSearchParams('stage=Prod&deployed=maybe&sort=owner&limit=1000');
    expect(listQueryFromSearch(search)).toEqual({ sort: 'name', limit: 25 });
    expect(isFiltered(listQueryFromSearch(search))).toBe(false);
  });

  it('starts from the first page when a filter changes', () => {
    const search = new URLSearchParams('search=delay&cursor=one');
    expect(withListState(search, 'stage', ['Production']).toString()).toBe(
      'search=delay&stage=Production',
    );
    expect(withListState(search, 'search', ['']).toString()).toBe('');
  });

  it('keeps the order when the filters are cleared', () => {
    expect(withoutFilters(new URLSearchParams('search=x&owner=y&sort=-name')).toString()).toBe(
      'sort=-name',
    );
  });
});
