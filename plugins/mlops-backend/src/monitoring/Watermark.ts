import type { Interval } from '@mlops-backstage/plugin-mlops-common';
import { intervalEnd, intervalStart } from './intervals';
import { ANSWERING } from './Window';
import type { WindowStore } from './WindowStore';

/** How long is waited for what comes late, in milliseconds. */
export interface Waiting {
  /** Nothing may have been added to an interval for so long before it counts as settled. */
  settlingMs: number;
  /** So much later than traffic of an interval traffic of an earlier one may come. */
  latenessMs: number;
}

/** A span of time in milliseconds since 1970, UTC. */
interface Span {
  from: number;
  until: number;
}

/**
 * Until when what a deployment answered may be judged. Rules and triggers count intervals in a row and act on the count, which nothing
 * undoes: a training is started, people are told. So each interval has to be judged behind all earlier ones, and as these may come
 * later, from a replica that was away from the database or from a system that tells in any order, each is waited for: an interval
 * that has been quiet for the settling time and the lateness closes all until its end. Whatever comes in which order within the lateness, the
 * same intervals are then judged, in order of time, each once. What comes later still is added to charts only.
 */
export class Watermark {
  constructor(
    private readonly windows: Pick<WindowStore, 'changes'>,
    private readonly waiting: Waiting,
  ) {}

  /**
   * The end of the last interval that is closed; milliseconds since 1970, UTC. Undefined where none is.
   *
   * @param after - only of intervals that start at this time or later
   */
  async until(
    deployment: string,
    after: number | undefined,
    interval: Interval,
    now: number = Date.now(),
  ): Promise<number | undefined> {
    const { settlingMs, latenessMs } = this.waiting;
    const changed = new Map<number, { end: number; updatedAt: number }>();
    const range = { from: after, to: now };
    for (const { start, spanMs, updatedAt } of await this.windows.changes(
      deployment,
      range,
      ANSWERING,
    )) {
      const at = intervalStart(start, interval);
      const known = changed.get(at) ?? { end: intervalEnd(at, interval), updatedAt: 0 };
      changed.set(at, {
        // Windows that were rolled up may be longer than the interval.
        end: Math.max(known.end, start + spanMs),
        updatedAt: Math.max(known.updatedAt, updatedAt),
      });
    }
    const closed = [...changed.values()].filter(
      ({ end, updatedAt }) => end <= now && updatedAt <= now - settlingMs - latenessMs,
    );
    return closed.length === 0
      ? undefined
      : closed.reduce((last, { end }) => Math.max(last, end), -Infinity);
  }

  /**
   * From when to when traffic lies that was added behind a time that was judged until; undefined where none was.
   *
   * @param since - what was added later than that; milliseconds since 1970, UTC
   */
  async missed(deployment: string, judgedUntil: number, since: number): Promise<Span | undefined> {
    const changes = await this.windows.changes(deployment, { to: judgedUntil }, ANSWERING, since);
    return changes.length === 0
      ? undefined
      : {
          from: Math.min(...changes.map(({ start }) => start)),
          until: Math.max(...changes.map(({ start, spanMs }) => start + spanMs)),
        };
  }
}
