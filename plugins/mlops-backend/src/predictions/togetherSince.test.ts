import type { Revision } from '@mlops-backstage/plugin-mlops-common';
import { togetherSince } from './togetherSince';

const revision = (number: number, served: Partial<Revision>) =>
  ({
    revision: number,
    challengers: [],
    createdAt: `2026-01-0${number}T00:00:00Z`,
    ...served,
  }) as Revision;

/** Newest first, two at a time. */
const history = (revisions: Revision[]) => async (below?: number) => {
  const rest = revisions.filter(({ revision: at }) => below === undefined || at < below);
  return { items: rest.slice(0, 2), more: rest.length > 2 };
};

describe('togetherSince', () => {
  const revisions = [
    revision(5, { version: 1, challengers: [2, 3] }),
    revision(4, { version: 1, challengers: [2] }),
    revision(3, { version: 1, challengers: [2, 4] }),
    revision(2, { version: 1 }),
    revision(1, { version: 2, challengers: [1] }),
  ];

  it('is when the newest unbroken span of both began', async () => {
    expect(await togetherSince(history(revisions), 2, 1)).toEqual(new Date('2026-01-03'));
    expect(await togetherSince(history(revisions), 3, 1)).toEqual(new Date('2026-01-05'));
  });

  it('begins anew where they change places', async () => {
    const swapped = [revision(2, { version: 2, challengers: [1] }), revision(1, { version: 1, challengers: [2] })]; // prettier-ignore
    expect(await togetherSince(history(swapped), 2, 1)).toEqual(new Date('2026-01-02'));
  });

  it('is the first revision where they always were', async () => {
    expect(await togetherSince(history(revisions.slice(0, 3)), 1, 2)).toEqual(
      new Date('2026-01-03'),
    );
  });

  it('is nothing where they are not together now', async () => {
    expect(await togetherSince(history(revisions), 4, 1)).toBeUndefined();
    expect(await togetherSince(history([]), 4, 1)).toBeUndefined();
  });
});
