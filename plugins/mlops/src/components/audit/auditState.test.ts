import fc from 'fast-check';
import {
  actorOf,
  auditQueryOf,
  auditStateFrom,
  isFiltered,
  PAGE_SIZES,
  pointingAt,
  withAuditChange,
  withOpen,
  withoutAuditFilters,
  type AuditFilters,
} from './auditState';

const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const filters = fc.record(
  {
    actor: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    action: fc.stringMatching(/^[a-z]{1,9}(\.[a-z]{1,9}){0,3}$/),
    model: fc.stringMatching(/^[a-z0-9]{1,9}([-_.][a-z0-9]{1,9}){0,3}$/),
    outcome: fc.constantFrom('done' as const, 'denied' as const),
    from: day,
    to: day,
  },
  { requiredKeys: [] },
);

describe('auditState', () => {
  it('finds in the URL whatever was written there', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom(...PAGE_SIZES), (given: AuditFilters, limit) => {
        const written = withAuditChange(new URLSearchParams('cursor=x&event=3'), {
          ...given,
          limit,
        });
        expect(auditStateFrom(new URLSearchParams(written.toString()))).toEqual({
          filters: given,
          limit,
          cursor: undefined,
          open: [],
          pointed: undefined,
        });
      }),
    );
  });

  it('asks the backend for nothing that it would refuse', () => {
    const search = new URLSearchParams(
      'actor=&action=Version&model=A+B&outcome=maybe&from=2026-02-30&to=soon&limit=7&open=-1&event=x',
    );
    const { filters: read, limit, open, pointed } = auditStateFrom(search);
    expect([read, limit, open, pointed]).toEqual([{}, 25, [], undefined]);
    expect(isFiltered(read)).toBe(false);
  });

  it('includes the last day', () => {
    expect(auditQueryOf({ actor: 'a', from: '2026-01-01', to: '2026-01-31' })).toEqual({
      actor: 'a',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
    });
  });

  it('clears the filters, and keeps the size of the pages', () => {
    const search = new URLSearchParams(
      'actor=a&action=model&model=m&outcome=done&from=2026-01-01&to=2026-01-02&cursor=a&open=1&event=1&limit=50',
    );
    expect(withoutAuditFilters(search).toString()).toBe('limit=50');
  });

  it('expands and closes events', () => {
    const search = withOpen(new URLSearchParams('open=3&cursor=a'), 5, true);
    expect(search.toString()).toBe('cursor=a&open=3&open=5');
    expect(withOpen(search, 3, false).toString()).toBe('cursor=a&open=5');
    expect(auditStateFrom(pointingAt(57, 'abc'))).toMatchObject({
      cursor: 'abc',
      open: [57],
      pointed: 57,
    });
  });

  it('takes a name alone for a person', () => {
    expect(actorOf('jane')).toBe('user:default/jane');
    expect(actorOf('plugin:mlops/catalog')).toBe('plugin:mlops/catalog');
    expect(actorOf('')).toBe('');
  });
});
