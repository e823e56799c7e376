import { aRevision } from '../../__testUtils__/deploymentFixtures';
import { revisionMarks, shownRange } from './revisionMarks';

describe('revisionMarks', () => {
  it('marks what changed who answers, oldest first', () => {
    const marks = revisionMarks([
      aRevision({ revision: 4, action: 'challenge', createdAt: '2026-01-04T00:00:00Z' }),
      aRevision({ revision: 3, action: 'undeploy', createdAt: '2026-01-03T00:00:00Z' }),
      aRevision({ revision: 2, action: 'configure', createdAt: '2026-01-02T00:00:00Z' }),
      aRevision({ revision: 1, version: 1, createdAt: '2026-01-01T00:00:00Z' }),
    ]);
    expect(marks).toEqual([
      { at: Date.parse('2026-01-01T00:00:00Z'), label: 'r1', words: 'Deployed v1' },
      { at: Date.parse('2026-01-03T00:00:00Z'), label: 'r3', words: 'Undeployed' },
    ]);
  });
});

describe('shownRange', () => {
  const traffic = (bounds: { from?: string; to?: string }) =>
    shownRange({
      bounds,
      interval: 'day',
      points: [{ start: '2026-01-02T00:00:00Z' }, { start: '2026-01-03T00:00:00Z' }],
    } as any).map(instant => new Date(instant).toISOString().slice(0, 10));

  it('is that of the points where the question was open, else that of the question', () => {
    expect(traffic({})).toEqual(['2026-01-02', '2026-01-04']);
    expect(traffic({ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' })).toEqual([
      '2026-01-01',
      '2026-02-01',
    ]);
  });
});
