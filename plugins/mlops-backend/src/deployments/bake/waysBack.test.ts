import { EMPTY } from '../Configuration';
import type { RevisionRow } from '../DeploymentStore';
import { waysBack } from './waysBack';

const revision = (number: number, version: number | null, canary?: number): RevisionRow => ({
  ...EMPTY,
  version,
  canary: canary === undefined ? null : { version: canary, weight: 10 },
  revision: number,
  action: 'deploy',
  rolled_back_to: null,
  reason: '',
  created_at: 0,
  created_by: '',
});

const ways = (revisions: RevisionRow[], version: number, failed: number[] = []) =>
  waysBack(revisions, version, new Set(failed)).map(one => one.revision);

describe('waysBack', () => {
  it('goes to the revision before', () => {
    expect(ways([revision(2, 2), revision(1, 1)], 3)).toEqual([2, 1]);
  });

  it('passes over what served nothing, and where the version answered as canary', () => {
    expect(ways([revision(3, 1, 3), revision(2, null), revision(1, 1)], 3)).toEqual([1]);
  });

  it('never goes to another version that failed', () => {
    expect(ways([revision(3, 2), revision(2, 1, 2), revision(1, 1)], 3, [2])).toEqual([1]);
    expect(ways([revision(1, 2)], 3, [2])).toEqual([]);
  });
});
