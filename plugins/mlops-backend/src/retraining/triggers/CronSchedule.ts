import { InputError } from '@backstage/errors';
import { Cron } from 'croner';

/** Instants that are listed at a time: more than a policy that fires every minute for a month has. */
const MAX_LISTED = 50_000;

/**
 * The instants of a cron expression in a time zone.
 *
 * Where clocks are put forward, what falls into the missing hour is due when that hour would have been (02:30 becomes 03:30);
 * where they are put back, a time of day that comes twice is due the first time only. So each time of day that the expression
 * names is due once.
 */
export class CronSchedule {
  private readonly cron: Cron;

  /**
   * @param expression - five fields: minute, hour, day of month, month, day of week
   * @param timeZone - an IANA name, such as `Europe/Vienna`
   * @throws `InputError` for an expression or a time zone that makes no sense, or that is never due
   */
  constructor(expression: string, timeZone: string) {
    try {
      this.cron = new Cron(expression, { timezone: timeZone, mode: '5-part', paused: true });
    } catch (error) {
      throw new InputError(
        `"${expression}" is no cron expression of five fields (minute, hour, day of month, month, day of week): ${(error as Error).message.replace(/^CronPattern: /, '')}`,
      );
    }
    if (!isTimeZone(timeZone)) {
      throw new InputError(`There is no time zone ${timeZone}; name one such as Europe/Vienna`);
    }
    if (this.after(0) === undefined) {
      throw new InputError(`"${expression}" is never due`);
    }
  }

  /** @throws `InputError` as the constructor does */
  static check(expression: string, timeZone: string): void {
    void new CronSchedule(expression, timeZone);
  }

  /** The first instant behind a time; milliseconds since 1970. Undefined where none comes any more. */
  after(time: number): number | undefined {
    return this.cron.nextRun(new Date(time))?.getTime();
  }

  /** The instants from one time, included, to another, included; the last ones where there are very many. */
  between(from: number, to: number): number[] {
    const found: number[] = [];
    for (let at = this.after(from - 1); at !== undefined && at <= to; at = this.after(at)) {
      found.push(at);
      if (found.length > MAX_LISTED) {
        found.shift();
      }
    }
    return found;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: name }));
  } catch {
    return false;
  }
}
