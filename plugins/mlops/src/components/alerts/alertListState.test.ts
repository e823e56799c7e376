import { alertFiltersFrom, withAlertFilters } from './alertListState';
import { alertKey } from './alertKey';

describe('the filters of alerts', () => {
  it('are read from the URL, without what the backend would refuse', () => {
    const search = new URLSearchParams(
      'severity=warning&severity=critical&severity=mild&state=resolved&model=No+model',
    );
    expect(alertFiltersFrom(search)).toEqual({
      severity: ['critical', 'warning'],
      state: 'resolved',
      model: undefined,
    });
  });

  it('start the lists again when they change, and leave the rest of the URL alone', () => {
    const search = new URLSearchParams('openCursor=a&openCursor=b&model=risk&x=1');
    expect(withAlertFilters(search, { severity: ['info'], model: undefined }).toString()).toBe(
      'x=1&severity=info',
    );
  });
});

describe('alertKey', () => {
  it('is the same for the same sentence', () => {
    expect(alertKey('p99 is 840 ms!')).toBe('manual:p99-is-840-ms');
    expect(alertKey('P99  is 840 ms')).toBe('manual:p99-is-840-ms');
  });

  it('fits', () => {
    expect(alertKey('ü'.repeat(300))).toHaveLength(200);
  });
});
