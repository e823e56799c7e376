import { mockServices } from '@backstage/backend-test-utils';
import { LatencySketch } from '@mlops-backstage/model-profile';
import { WindowRecorder } from './WindowRecorder';
import type { Window } from './Window';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Not long ago, so that windows are kept as they are. */
const today = Math.floor(Date.now() / HOUR) * HOUR - HOUR;

const windowOf = (windowStart: number, change: Partial<Window> = {}): Window => ({
  deployment: 'd',
  version: 1,
  role: 'champion',
  windowStart,
  requests: 2,
  rows: 10,
  errors: 0,
  failures: 0,
  shadowDropped: 0,
  latency: new LatencySketch().toBytes(),
  ...change,
});

function recorderOn(add: (windows: Window[], batch?: string) => Promise<void>) {
  const logger = mockServices.logger.mock();
  return { logger, recorder: new WindowRecorder({ add }, 2 * DAY, logger) };
}

const sum = (windows: Window[], count: 'requests' | 'rows' | 'dropped') =>
  windows.reduce((total, window) => total + (window[count] ?? 0), 0);

describe('WindowRecorder', () => {
  it('writes again what the database refused, each window once, under the same id', async () => {
    const written: number[] = [];
    const batches: Array<string | undefined> = [];
    let refusals = 2;
    const { recorder } = recorderOn(async (windows, batch) => {
      batches.push(batch);
      if (refusals-- > 0) {
        throw new Error('away');
      }
      written.push(...windows.map(window => window.windowStart - today));
    });
    recorder.record([windowOf(today), windowOf(today + MINUTE)]);
    recorder.record([windowOf(today + 2 * MINUTE)]);
    await recorder.settle();
    expect(written).toEqual([0, MINUTE, 2 * MINUTE]);
    expect(batches).toEqual([batches[0], batches[0], batches[0], expect.anything()]);
    expect(batches[3]).not.toBe(batches[0]);
  }, 10_000);

  it('sums up what comes while the database is away: a minute of a thousand versions on six workers fits', async () => {
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    const written: Window[] = [];
    const { recorder, logger } = recorderOn(async windows => {
      await gate;
      written.push(...windows);
    });
    const handOver = (flush: number) =>
      Array.from({ length: 1_000 }, (_, version) =>
        windowOf(today + Math.floor(flush / 6) * 5 * MINUTE, { version }),
      );
    let given = 0;
    for (let flush = 0; flush < 12; flush++) {
      for (let worker = 0; worker < 6; worker++) {
        const windows = handOver(flush);
        given += sum(windows, 'requests');
        recorder.record(windows);
      }
    }
    expect(recorder.storedUntil).toBeLessThanOrEqual(Date.now());
    release();
    await recorder.settle();
    expect(sum(written, 'requests')).toBe(given);
    expect(sum(written, 'dropped')).toBe(0);
    // What was being written when it went away, and two windows of each version.
    expect(written).toHaveLength(3_000);
    expect(logger.error).not.toHaveBeenCalled();
    expect(recorder.lostRequests).toBe(0);
  }, 60_000);

  it('bounds what it keeps; of what it drops it keeps how many requests there were, and says so', async () => {
    let release = () => {};
    const gate = new Promise<void>(resolve => {
      release = resolve;
    });
    const written: Window[] = [];
    const { recorder, logger } = recorderOn(async windows => {
      await gate;
      written.push(...windows);
    });
    const many = Array.from({ length: 20_005 }, (_, i) => windowOf(today, { version: i }));
    recorder.record([windowOf(today)]);
    recorder.record(many);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /Dropped 5 monitoring windows \(10 requests\).* 10 requests dropped since the start/,
      ),
    );
    release();
    await recorder.settle();
    expect(recorder.lostRequests).toBe(10);
    expect(sum(written, 'requests')).toBe(2 + 2 * 20_000);
    expect(written.filter(({ dropped }) => dropped)).toEqual(
      many.slice(20_000).map(({ version }) =>
        windowOf(Math.floor(today / DAY) * DAY, {
          version,
          requests: 0,
          rows: 0,
          dropped: 2,
        }),
      ),
    );
  }, 60_000);

  it('sums traffic of long ago by the hour', async () => {
    const written: Window[] = [];
    const { recorder } = recorderOn(async windows => {
      written.push(...windows);
    });
    const april = Date.UTC(2013, 3, 1);
    recorder.record([windowOf(april)]);
    recorder.record([5, 55, 60].map(minute => windowOf(april + minute * MINUTE)));
    await recorder.settle();
    expect(sum(written, 'requests')).toBe(8);
    expect(new Set(written.map(({ windowStart, spanMs }) => `${windowStart} ${spanMs}`))).toEqual(
      new Set([`${april} ${HOUR}`, `${april + HOUR} ${HOUR}`]),
    );
  });

  it('gives up at the stop on what the database does not take, and says so', async () => {
    const { recorder, logger } = recorderOn(async () => {
      throw new Error('away');
    });
    recorder.record([windowOf(today)]);
    recorder.record([windowOf(today)]);
    expect(await recorder.close()).toBe(false);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(/2 monitoring windows \(4 requests\) could not be written/),
    );
  });
});
