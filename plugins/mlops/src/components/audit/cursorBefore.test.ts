import { cursorBefore } from './cursorBefore';

/** A trail of so many events, whose cursors are places. */
const trailOf = (length: number) => async (query: { limit?: number; before?: number }) => {
  const first = Math.min(length, (query.before ?? Infinity) - 1);
  return {
    items: first > 0 ? [{ seq: first } as any] : [],
    ...(first > 1 && { nextCursor: String(first) }),
  };
};

describe('cursorBefore', () => {
  it('leads to a page that has the event near its beginning', async () => {
    expect(await cursorBefore(trailOf(1_000), 57)).toBe('67');
  });

  it('leads to the first page for an event near the end', async () => {
    expect(await cursorBefore(trailOf(60), 57)).toBeUndefined();
    expect(await cursorBefore(trailOf(0), 1)).toBeUndefined();
  });
});
