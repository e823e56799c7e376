import { deploymentQueryFrom, isFiltered, withDeploymentChange } from './deploymentListState';

const queryFrom = (search: string) => deploymentQueryFrom(new URLSearchParams(search));

describe('the state of the deployments page', () => {
  it('is read from the URL', () => {
    expect(queryFrom('?search=Flight&environment=production&limit=50&cursor=a&cursor=b')).toEqual({
      search: 'flight',
      environment: 'production',
      limit: 50,
      cursor: 'b',
    });
    expect(queryFrom('')).toEqual({ limit: 25 });
    expect(queryFrom('?health=drifting')).toEqual({ health: 'drifting', limit: 25 });
  });

  it('leaves out what the backend would refuse', () => {
    const long = 'x'.repeat(64);
    expect(queryFrom(`?search=${long}&environment=No%20Name&limit=7`)).toEqual({ limit: 25 });
    expect(queryFrom('?search=%20&health=ill')).toEqual({ limit: 25 });
  });

  it('begins again from the first page when a filter changes', () => {
    const search = new URLSearchParams('?search=a&cursor=b&tokens=open');
    expect(withDeploymentChange(search, { search: '', environment: 'staging' }).toString()).toBe(
      'tokens=open&environment=staging',
    );
  });

  it('knows whether anything is filtered', () => {
    expect(isFiltered(queryFrom('?limit=50&cursor=a'))).toBe(false);
    expect(isFiltered(queryFrom('?environment=staging'))).toBe(true);
    expect(isFiltered(queryFrom('?health=fine'))).toBe(true);
  });
});
