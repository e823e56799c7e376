import {
  buildReferenceProfile,
  LatencySketch,
  Profiler,
  serializeCounts,
} from '@mlops-backstage/model-profile';
import { summarize } from './summarize';
import type { StoredWindow } from './Window';

const HOUR = 3_600_000;
const { schema } = buildReferenceProfile([
  { name: 'x', role: 'feature', kind: 'numeric', values: [1, 2, 3, 4] },
]);

function windowOf(hour: number, version: number, values: number[], change = {}): StoredWindow {
  const profiler = new Profiler(schema);
  profiler.observeNumeric(0, values, values.length);
  profiler.addRows(values.length);
  const latency = new LatencySketch();
  values.forEach(value => latency.add(value));
  return {
    deployment: 'd',
    version,
    role: 'champion',
    windowStart: hour * HOUR,
    spanMs: HOUR,
    updatedAt: (hour + 1) * HOUR,
    requests: values.length,
    rows: values.length,
    errors: 1,
    failures: 1,
    shadowDropped: 0,
    latency: latency.toBytes(),
    profile: serializeCounts(profiler.take()),
    ...change,
  };
}

async function* inTurn(...windows: StoredWindow[]) {
  yield* windows;
}

describe('summarize', () => {
  it('sums windows of one interval and version', async () => {
    const [day] = await summarize(
      inTurn(windowOf(0, 1, [1, 2]), windowOf(23, 1, [3])),
      'day',
      async () => schema,
    );
    expect(day).toMatchObject({
      start: 0,
      version: 1,
      requests: 3,
      rows: 3,
      errors: 2,
      failures: 2,
    });
    expect(day.latency.count).toBe(3);
    expect(day.profile!.rows).toBe(3);
    const { columns } = day.profile!;
    expect(columns[0]).toMatchObject({ kind: 'numeric', moments: { count: 3, mean: 2 } });
  });

  it('keeps intervals and versions apart, in order of time, then version', async () => {
    const summaries = await summarize(
      inTurn(windowOf(1, 10, [1]), windowOf(1, 9, [1]), windowOf(25, 1, [1])),
      'day',
      async () => schema,
    );
    expect(summaries.map(({ start, version }) => [start / HOUR, version])).toEqual([
      [0, 9],
      [0, 10],
      [24, 1],
    ]);
  });

  it('sums what it can of versions without a reference', async () => {
    const [summary] = await summarize(
      inTurn(windowOf(0, 1, [1, 2], { profile: undefined })),
      'hour',
      async () => undefined,
    );
    expect(summary).toMatchObject({ requests: 2, rows: 2 });
    expect(summary.profile).toBeUndefined();
  });

  it('profiles only the windows that carry a profile', async () => {
    const [summary] = await summarize(
      inTurn(windowOf(0, 1, [1], { profile: undefined }), windowOf(0, 1, [1, 2])),
      'hour',
      async () => schema,
    );
    expect([summary.rows, summary.profile!.rows]).toEqual([3, 2]);
  });

  it('is nothing of nothing', async () => {
    expect(await summarize(inTurn(), 'month', async () => schema)).toEqual([]);
  });
});
