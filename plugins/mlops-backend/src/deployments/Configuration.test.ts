import {
  assignmentsOf,
  changesBetween,
  EMPTY,
  withChampion,
  withoutVersion,
} from './Configuration';

const whole = {
  version: 1,
  canary: { version: 2, weight: 12.5 },
  challengers: [3, 4],
  follow: 'Production' as const,
  bakeLimits: null,
};

describe('a configuration', () => {
  it('has each version in its role, the champion first', () => {
    expect(assignmentsOf(whole).map(({ role, version }) => `${role} ${version}`)).toEqual([
      'champion 1',
      'canary 2',
      'challenger 3',
      'challenger 4',
    ]);
    expect(assignmentsOf({ ...EMPTY, follow: 'Staging' })).toEqual([]);
  });

  it('has one role for who becomes champion', () => {
    expect(withChampion(whole, 2)).toEqual({ ...whole, version: 2, canary: null });
    expect(withChampion(whole, 4)).toEqual({ ...whole, version: 4, challengers: [3] });
    expect(withChampion(whole, 5)).toEqual({ ...whole, version: 5 });
    expect(withChampion(whole, 1)).toEqual({ ...whole, version: 1 });
    expect(withChampion({ ...EMPTY, follow: 'Staging' }, 1)).toEqual({
      ...EMPTY,
      version: 1,
      follow: 'Staging',
    });
  });

  it('stops as a whole with its champion, and goes on without the others', () => {
    expect(withoutVersion(whole, 1)).toEqual({ ...EMPTY, follow: 'Production' });
    expect(withoutVersion(whole, 2)).toEqual({ ...whole, canary: null });
    expect(withoutVersion(whole, 3)).toEqual({ ...whole, challengers: [4] });
    expect(withoutVersion(whole, 9)).toEqual(whole);
  });

  it('says what differs from another, in words', () => {
    expect(changesBetween(whole, whole)).toEqual([]);
    expect(changesBetween(EMPTY, whole)).toEqual([
      { field: 'champion', before: null, after: 'v1' },
      { field: 'canary', before: null, after: 'v2, 12.5 %' },
      { field: 'challengers', before: null, after: 'v3, v4' },
      { field: 'follow', before: null, after: 'Production' },
    ]);
    expect(changesBetween(whole, { ...whole, canary: { version: 2, weight: 50 } })).toEqual([
      { field: 'canary', before: 'v2, 12.5 %', after: 'v2, 50 %' },
    ]);
    const bakeLimits = {
      durationSeconds: 900,
      minRequests: 50,
      maxErrorRate: 0.07,
      maxLatencyRatio: 2,
    };
    expect(changesBetween({ ...whole, bakeLimits }, whole)).toEqual([
      {
        field: 'bakeLimits',
        before: "900 s from 50 requests: 7 % failed, p99 2 times the champion's",
        after: null,
      },
    ]);
    const off = { durationSeconds: 0, minRequests: 1 };
    expect(changesBetween(whole, { ...whole, bakeLimits: off })).toMatchObject([
      { after: 'no bake time' },
    ]);
  });
});
