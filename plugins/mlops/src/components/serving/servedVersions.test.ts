import {
  deploymentsServing,
  formatShare,
  roleInWords,
  servedVersions,
  servingDiff,
} from './servedVersions';

describe('servedVersions', () => {
  it('gives the champion what the canary leaves, and challengers nothing', () => {
    const serving = { version: 1, canary: { version: 2, weight: 12.5 }, challengers: [4, 3] };
    expect(servedVersions(serving)).toEqual([
      { version: 1, role: 'champion', share: 87.5 },
      { version: 2, role: 'canary', share: 12.5 },
      { version: 4, role: 'challenger', share: 0 },
      { version: 3, role: 'challenger', share: 0 },
    ]);
    expect(servedVersions({ challengers: [] })).toEqual([]);
  });

  it('finds the deployments that serve a version in any role', () => {
    const one = { version: 1, canary: { version: 2, weight: 5 }, challengers: [3] };
    const other = { version: 3, challengers: [] };
    const rolesOf = (version: number) =>
      deploymentsServing([one, other], version).map(({ served }) => roleInWords(served));
    expect(rolesOf(1)).toEqual(['champion']);
    expect(rolesOf(2)).toEqual(['canary, 5 %']);
    expect(rolesOf(3)).toEqual(['challenger', 'champion']);
    expect(rolesOf(4)).toEqual([]);
  });

  it.each([
    [10, '10 %'],
    [0.5, '0.5 %'],
    [12.25, '12.25 %'],
    [100, '100 %'],
  ])('writes %d percent as %s', (percent, words) => {
    expect(formatShare(percent)).toBe(words);
  });
});

describe('servingDiff', () => {
  const now = { version: 3, canary: { version: 4, weight: 5 }, challengers: [5] };

  it('tells only what differs', () => {
    expect(servingDiff(now, { ...now, version: 2, canary: undefined })).toEqual([
      { field: 'champion', before: 'v3', after: 'v2' },
      { field: 'canary', before: 'v4 at 5 %', after: null },
    ]);
    expect(servingDiff(now, { ...now })).toEqual([]);
  });

  it('knows of challengers and of the followed stage', () => {
    expect(servingDiff(now, { ...now, challengers: [5, 6], follow: 'Production' })).toEqual([
      { field: 'challengers', before: 'v5', after: 'v5, v6' },
      { field: 'follow', before: null, after: 'Production' },
    ]);
  });
});
