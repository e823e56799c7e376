import { CoalescedRun } from './CoalescedRun';

/** Runs that end when the test says so. */
function controlled() {
  const ends: Array<{ end: () => void; fail: (error: Error) => void }> = [];
  const runs = new CoalescedRun(
    () => new Promise((end, fail) => ends.push({ end: () => end(), fail })),
  );
  return { runs, ends };
}

describe('CoalescedRun', () => {
  it('serves all who ask during a run with one more', async () => {
    const { runs, ends } = controlled();
    const first = runs.start();
    const others = Promise.all([runs.start(), runs.start(), runs.start()]);
    expect(ends).toHaveLength(1);

    ends[0].end();
    await first;
    await new Promise(setImmediate);
    expect(ends).toHaveLength(2);

    ends[1].end();
    await others;
    expect(ends).toHaveLength(2);
  });

  it('tells of a failure to whoever waited for that run, and goes on', async () => {
    const { runs, ends } = controlled();
    const first = runs.start();
    const second = runs.start();

    ends[0].fail(new Error('unreachable'));
    await expect(first).rejects.toThrow('unreachable');
    await new Promise(setImmediate);
    ends[1].end();

    await expect(second).resolves.toBeUndefined();
    const third = runs.start();
    ends[2].end();
    await expect(third).resolves.toBeUndefined();
  });
});
