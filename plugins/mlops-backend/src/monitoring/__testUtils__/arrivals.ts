import fc from 'fast-check';
import type { Knex } from 'knex';
import { DatabaseWindowStore } from '../WindowStore';
import type { Window } from '../Window';

export const [MINUTE, HOUR] = [60_000, 3_600_000];
/** Traffic is of then … */
export const PAST = Date.UTC(2013, 3, 1);
/** … and comes now. */
export const TODAY = Date.UTC(2026, 10, 26);
/** How long tests wait. */
export const WAITING = { settlingMs: MINUTE, latenessMs: 5 * MINUTE };
/** Between hours in the order in which they would come if nothing was late. */
const SPACING = 2;

/** An hour of traffic: what it is, and how many minutes late each of its halves comes. */
export interface ArrivingHour<Kind> {
  kind: Kind;
  late: readonly [number, number];
}

/** Hours of these kinds, late by no more than the lateness. */
export const arrivingHours = <Kind extends string>(kinds: readonly Kind[], most: number) =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      late: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })),
    }),
    { minLength: 1, maxLength: most },
  );

/** The same hours, each as soon as it is over. */
export const inOrder = <Kind>(
  hours: ReadonlyArray<ArrivingHour<Kind>>,
): Array<ArrivingHour<Kind>> => hours.map(({ kind }) => ({ kind, late: [0, 0] }));

/**
 * Stores windows as they come, and looks every minute until everything has been judged.
 *
 * @param windowOf - one of the two windows of an hour, by its start
 * @param look - at a time of the clock
 */
export async function arrive<Kind>(
  knex: Knex,
  hours: ReadonlyArray<ArrivingHour<Kind>>,
  windowOf: (kind: Kind, windowStart: number) => Window,
  look: (now: number) => Promise<unknown>,
): Promise<void> {
  const windows = new DatabaseWindowStore(knex);
  const coming = hours.flatMap(({ kind, late }, hour) =>
    late.map((delay, half) => ({
      minute: hour * SPACING + delay,
      window: windowOf(kind, PAST + hour * HOUR + half * 5 * MINUTE),
    })),
  );
  for (let minute = 0; minute <= hours.length * SPACING + 12; minute++) {
    for (const { window } of coming.filter(one => one.minute === minute)) {
      await windows.add([window]);
      // The store stamps with the clock of the process.
      await knex('windows')
        .where({ window_start: window.windowStart })
        .update({ updated_at: TODAY + minute * MINUTE });
    }
    await look(TODAY + minute * MINUTE);
  }
}
