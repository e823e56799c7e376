import { CronSchedule } from './CronSchedule';

const at = (text: string) => Date.parse(text);
const due = (expression: string, timeZone: string, from: string, to: string) =>
  new CronSchedule(expression, timeZone)
    .between(at(from), at(to))
    .map(time => new Date(time).toISOString().replace(':00.000Z', 'Z'));

describe('CronSchedule', () => {
  it('is due at the wall-clock time of the zone, in summer and in winter', () => {
    expect(
      due('0 6 * * 1', 'Europe/Vienna', '2026-03-20T00:00:00Z', '2026-04-01T00:00:00Z'),
    ).toEqual(['2026-03-23T05:00Z', '2026-03-30T04:00Z']);
  });

  it.each([
    [
      'Europe/Vienna',
      '30 2 * * *',
      '2026-03-28',
      ['2026-03-28T01:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z'],
    ],
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07',
      ['2026-03-07T07:30Z', '2026-03-08T07:30Z', '2026-03-09T06:30Z'],
    ],
  ])('puts what falls into the missing hour of %s behind it', (zone, expression, day, expected) => {
    const end = new Date(at(`${day}T00:00:00Z`) + 3 * 86_400_000).toISOString();
    expect(due(expression, zone, `${day}T00:00:00Z`, end)).toEqual(expected);
  });

  it.each([
    [
      'Europe/Vienna',
      '30 2 * * *',
      '2026-10-24',
      ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'America/New_York',
      '30 1 * * *',
      '2026-10-31',
      ['2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    ],
  ])('is due once in the hour of %s that comes twice', (zone, expression, day, expected) => {
    const end = new Date(at(`${day}T00:00:00Z`) + 3 * 86_400_000).toISOString();
    expect(due(expression, zone, `${day}T00:00:00Z`, end)).toEqual(expected);
  });

  it.each([
    ['61 * * * *', 'UTC', /is no cron expression of five fields/],
    ['* * * * * *', 'UTC', /is no cron expression of five fields/],
    ['', 'UTC', /is no cron expression of five fields/],
    ['0 6 * * 1', 'Mars/Olympus', /There is no time zone Mars\/Olympus/],
    ['0 0 30 2 *', 'UTC', /is never due/],
  ])('refuses %j in %s', (expression, zone, message) => {
    expect(() => new CronSchedule(expression, zone)).toThrow(message);
  });
});
