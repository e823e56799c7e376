import { completeRule } from './AlertRule';
import { advance, NO_PROGRESS } from './RuleProgress';
import type { Judgement } from './Judgement';

const slow = completeRule({
  condition: { latency: { quantile: 'p99', atMostMs: 250 } },
  severity: 'warning',
});

const VERDICTS = { '!': 'breaks', '.': 'keeps', '?': 'doubt' } as const;

/** Which of the intervals an alert is open after: `!` breaks the rule, `.` keeps it, `?` is in doubt, a blank is passed over. */
function openAfter(intervals: string, rule: { raiseAfter: number; clearAfter: number }): string {
  let progress = NO_PROGRESS;
  return [...intervals]
    .map((sign, start) => {
      const verdict = VERDICTS[sign as keyof typeof VERDICTS];
      const judgement = verdict && ({ start, verdict, value: 1 } as Judgement);
      progress = advance({ ...slow, ...rule }, progress, { start, end: start + 1, judgement });
      return progress.isRaised ? '#' : '-';
    })
    .join('');
}

it.each([
  [1, 1, '.!.!!.', '-#-##-'],
  [3, 2, '!!.!!!.!..', '-----####-'],
  [2, 2, '!?!', '--#'],
  [2, 2, '! !', '--#'],
  [1, 2, '!.?.', '###-'],
  [1, 2, '!. .', '###-'],
  [1, 3, '!..!...', '######-'],
])('raises after %i, is over after %i: %s', (raiseAfter, clearAfter, intervals, open) => {
  expect(openAfter(intervals, { raiseAfter, clearAfter })).toBe(open);
});

it('keeps how far it has looked and the last sixty values', () => {
  let progress = NO_PROGRESS;
  for (let start = 0; start < 100; start++) {
    const judgement = { start, verdict: 'keeps', value: start } as Judgement;
    progress = advance(slow, progress, {
      start,
      end: start + 1,
      judgement,
    });
  }
  expect(progress.lookedUntil).toBe(100);
  expect(progress.points.map(({ value }) => value)).toEqual(
    Array.from({ length: 60 }, (_, index) => 40 + index),
  );
});
