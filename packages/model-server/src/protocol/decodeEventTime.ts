import { ProtocolError, quote } from './ProtocolError';

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** How far ahead of ours a client's clock may be. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * The time at which a request says it happened, in epoch milliseconds.
 *
 * @param value - the request's `event_time` parameter, RFC 3339 (`2013-04-01T06:00:00Z`)
 * @param now - epoch milliseconds
 * @throws ProtocolError 400 when it isn't allowed, no valid time or in the future
 */
export function decodeEventTime(value: unknown, allowed: boolean, now: number): number {
  if (!allowed) {
    throw new ProtocolError(400, "This deployment takes no 'event_time'");
  }
  const time = typeof value === 'string' ? parseRfc3339(value) : NaN;
  if (Number.isNaN(time)) {
    throw new ProtocolError(
      400,
      `'event_time' must be an RFC 3339 time such as "2013-04-01T06:00:00Z", got ${quote(value)}`,
    );
  }
  if (time > now + CLOCK_TOLERANCE_MS) {
    throw new ProtocolError(400, `'event_time' ${quote(value)} lies in the future`);
  }
  return time;
}

function parseRfc3339(text: string): number {
  const [, year, month, day] = RFC_3339.exec(text) ?? [];
  if (year === undefined) return NaN;
  // Date.parse takes the 30th of February for the 2nd of March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > lastDay ? NaN : Date.parse(text.toUpperCase());
}
