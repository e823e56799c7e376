import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import { normalTraffic as traffic, seeded } from '../__testUtils__/normalTraffic';
import { dayStart } from '../__testUtils__/observed';
import { completeRule } from '../AlertRule';
import { judgeIntervals } from '../judge/judgeIntervals';
import type { ObservedVersion } from '../Judgement';
import { advance, NO_PROGRESS } from '../RuleProgress';
import type { RuleProgress } from '../RuleProgress';

const drift: AlertRuleDefinition = {
  condition: { drift: { measure: 'columns', atLeast: 1, judged: 'together' } },
  severity: 'warning',
  clearAfter: 3,
};

/** The days after which an alert was raised and over, and what came of it all. */
function follow(
  versions: ObservedVersion[],
  {
    more = {},
    from = NO_PROGRESS,
  }: { more?: Partial<AlertRuleDefinition>; from?: RuleProgress } = {},
) {
  const rule = completeRule({ ...drift, ...more });
  const [raised, over]: number[][] = [[], []];
  const summaries: string[] = [];
  const progress = judgeIntervals(rule, { versions, metrics: [] }).reduce((before, interval) => {
    const next = advance(rule, before, interval);
    const day = (interval.start - dayStart(0)) / (dayStart(1) - dayStart(0));
    if (next.isRaised !== before.isRaised) {
      (next.isRaised ? raised : over).push(day);
    }
    if (next.isRaised && !before.isRaised) {
      summaries.push(next.last!.because(''));
    }
    return next;
  }, from);
  return { raised, over, summaries, progress };
}

it('raises nothing in weeks without drift', () => {
  for (let seed = 0; seed < 5; seed++) {
    expect(follow(traffic(seeded(seed), 0, 100, { rows: 400 })).raised).toEqual([]);
  }
});

it('finds a shift of 0.2 σ that lasts, which no day shows by itself, and says since when', () => {
  const random = seeded(1);
  const versions = [
    ...traffic(random, 0, 40, { rows: 500 }),
    ...traffic(random, 40, 30, { rows: 500, shift: 0.2 }),
  ];
  const { raised, over, summaries } = follow(versions);
  expect(raised).toHaveLength(1);
  expect(raised[0]).toBeGreaterThanOrEqual(40);
  expect(raised[0]).toBeLessThan(50);
  expect(over).toEqual([]);
  const [, since, evidence] =
    /^Drift in temp since about (.*) 2013: evidence ([\d,]+) to 1; the chance of such an alarm without drift, however long one watches, is at most 1 %$/.exec(
      summaries[0],
    )!;
  expect(['9 July', '10 July', '11 July', '12 July', '13 July', '14 July']).toContain(since);
  expect(Number(evidence.replaceAll(',', ''))).toBeGreaterThanOrEqual(300);
  const each = { condition: { drift: { measure: 'columns' as const, atLeast: 1 } } };
  expect(follow(versions, { more: each }).raised).toEqual([]);
});

it('is over when the traffic has gone back, and then finds the next drift anew', () => {
  const random = seeded(2);
  const { raised, over, progress } = follow([
    ...traffic(random, 0, 20),
    ...traffic(random, 20, 20, { shift: 0.3 }),
    ...traffic(random, 40, 30),
    ...traffic(random, 70, 20, { shift: -0.3 }),
  ]);
  expect(raised).toHaveLength(2);
  expect(over).toHaveLength(1);
  expect(over[0]).toBeGreaterThanOrEqual(42);
  expect(over[0]).toBeLessThan(48);
  expect(raised[1]).toBeGreaterThanOrEqual(70);
  expect(progress.isRaised).toBe(true);
});

it('is not over because days are too small to show the drift', () => {
  const random = seeded(3);
  const { raised, over } = follow([
    ...traffic(random, 0, 20, { rows: 100 }),
    ...traffic(random, 20, 150, { rows: 100, shift: 0.25 }),
  ]);
  expect([raised.length, over.length]).toEqual([1, 0]);
});

it('watches versions apart, and only those with drift begin anew', () => {
  const random = seeded(4);
  const { raised, over, progress } = follow([
    ...traffic(random, 0, 30, { version: 1 }),
    ...traffic(random, 0, 30, { version: 2, shift: 0.3 }),
    // The second version is gone, and nothing speaks for drift any more.
    ...traffic(random, 30, 10, { version: 1 }),
  ]);
  expect([raised.length, over.length]).toEqual([1, 1]);
  expect(over[0]).toBe(32);
  expect(progress.monitors.map(({ version, state }) => [version, state.windows])).toEqual([
    [1, 40],
  ]);
});

it('begins anew with another reference, passes over days of few rows, and remembers five versions', () => {
  const random = seeded(5);
  const [day, ...days] = traffic(random, 0, 5);
  const other = structuredClone(days[0]);
  other.drift!.columns[1].bins![0].reference = 501;
  expect(follow([day, other]).progress.monitors[0].state.windows).toBe(1);
  expect(follow([day, ...traffic(random, 1, 3, { rows: 50 })]).progress).toMatchObject({
    monitors: [{ state: { windows: 1 } }],
    lookedUntil: dayStart(4),
    clears: 1,
  });
  const many = Array.from({ length: 8 }, (_, i) => traffic(random, i, 1, { version: i })).flat();
  expect(follow(many).progress.monitors.map(({ version }) => version)).toEqual([7, 6, 5, 4, 3]);
});

it('goes on from JSON as if it had never stopped, in bounded space', () => {
  const random = seeded(6);
  const versions = [...traffic(random, 0, 60), ...traffic(random, 60, 10, { shift: 0.2 })];
  const whole = follow(versions).progress;
  const { progress } = follow(versions.slice(0, 62));
  const from = { ...progress, monitors: JSON.parse(JSON.stringify(progress.monitors)) };
  expect(follow(versions.slice(62), { from }).progress.monitors).toEqual(whole.monitors);
  expect(JSON.stringify(progress.monitors).length).toBeLessThan(6_000);
});

it('counts as many columns as it says, with the chance that it says', () => {
  const random = seeded(7);
  const versions = [...traffic(random, 0, 5), ...traffic(random, 5, 20, { shift: 0.5 })];
  const condition = (atLeast: number) => ({
    drift: { measure: 'columns' as const, atLeast, judged: 'together' as const, alpha: 1e-6 },
  });
  expect(follow(versions, { more: { condition: condition(2) } }).raised).toEqual([]);
  expect(follow(versions, { more: { condition: condition(1) } }).summaries[0]).toContain(
    'at most 0.0001 %',
  );
});
