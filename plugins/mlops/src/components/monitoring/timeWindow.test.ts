import { boundsOf, windowFromSearch, windowToSearch } from './timeWindow';

const now = Date.parse('2026-01-08T12:00:00Z');

describe('timeWindow', () => {
  it('ends now for the ranges that are relative to now', () => {
    expect(boundsOf({ range: '12h', interval: '5min' }, now).from).toBe('2026-01-08T00:00:00.000Z');
    expect(boundsOf({ range: '7d', interval: 'auto' }, now)).toEqual({
      from: '2026-01-01T12:00:00.000Z',
      to: '2026-01-08T12:00:00.000Z',
    });
  });

  it('is open for all time and includes the last day of a custom range', () => {
    expect(boundsOf({ range: 'all', interval: 'auto' }, now)).toEqual({});
    expect(
      boundsOf({ range: 'custom', from: '2013-04-01', to: '2013-04-30', interval: 'day' }, now),
    ).toEqual({ from: '2013-04-01T00:00:00.000Z', to: '2013-05-01T00:00:00.000Z' });
    expect(boundsOf({ range: 'custom', interval: 'day' }, now)).toEqual({});
  });

  it('survives the URL', () => {
    const window = {
      range: 'custom' as const,
      from: '2013-04-01',
      to: undefined,
      interval: 'week' as const,
    };
    const search = windowToSearch(window, new URLSearchParams('deployment=x'));
    expect(search.get('deployment')).toBe('x');
    expect(windowFromSearch(search)).toEqual(window);
  });

  it('leaves out what it does not understand', () => {
    const search = new URLSearchParams('range=custom&from=yesterday&interval=decade');
    expect(windowFromSearch(search)).toEqual({ range: 'custom', interval: 'auto' });
  });
});
