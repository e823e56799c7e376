import type { AlertCondition, AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import { aColumn, dayStart, drifted, observedDay } from '../__testUtils__/observed';
import { completeRule } from '../AlertRule';
import type { ObservedMetric, ObservedVersion } from '../Judgement';
import { whenOf } from '../numbersInWords';
import { judgeIntervals } from './judgeIntervals';

/** What a rule says of a day, with its reason. */
function judge(
  condition: AlertCondition,
  versions: ObservedVersion[],
  more: Partial<AlertRuleDefinition> = {},
  metrics: ObservedMetric[] = [],
) {
  const rule = completeRule({ condition, severity: 'warning', ...more });
  const [{ judgement }] = judgeIntervals(rule, { versions, metrics });
  return (
    judgement && {
      verdict: judgement.verdict,
      value: judgement.value,
      why: judgement.because(whenOf(judgement.start, 'day')),
    }
  );
}

const day = (more: Parameters<typeof observedDay>[1]) => [observedDay(0, more)];

describe('a rule about drift', () => {
  it('counts columns, and names those that are furthest first', () => {
    const columns = [drifted('temp', 0.41), aColumn({ name: 'dep' }), drifted('wind', 0.812)];
    expect(judge({ drift: { measure: 'columns', atLeast: 2 } }, day({ columns }))).toEqual({
      verdict: 'breaks',
      value: 2,
      why: 'wind (PSI 0.812) and temp (PSI 0.41) drifted on 1 June 2013',
    });
    expect(judge({ drift: { measure: 'columns', atLeast: 3 } }, day({ columns }))).toMatchObject({
      verdict: 'keeps',
      value: 2,
    });
  });

  it('takes the average, or one column, in doubt where that may be chance', () => {
    const columns = [drifted('temp', 0.7), aColumn({ name: 'dep', psiCorrected: 0.4 })];
    expect(judge({ drift: { measure: 'average', atLeast: 0.3 } }, day({ columns }))).toMatchObject({
      verdict: 'breaks',
      value: 0.355,
    });
    const column = (name: string) =>
      judge({ drift: { measure: 'column', column: name, atLeast: 0.3 } }, day({ columns }))
        ?.verdict;
    expect([column('temp'), column('dep'), column('none')]).toEqual(['breaks', 'doubt', undefined]);
  });

  it('passes over days of few rows, and versions without a reference', () => {
    const condition = { drift: { measure: 'columns' as const, atLeast: 1 } };
    expect(judge(condition, day({ requests: 99 }))).toBeUndefined();
    expect(judge(condition, [{ ...observedDay(0), drift: undefined }])).toBeUndefined();
  });
});

describe('a rule about errors', () => {
  const errors = { errors: { atMost: 0.05 } };

  it.each([
    [3, 4, 1, 'breaks'],
    [3, 4, 20, undefined],
    [2, 25, 20, 'doubt'],
    [50, 1_000, 20, 'keeps'],
    [60, 1_000, 20, 'doubt'],
    [80, 1_000, 20, 'breaks'],
  ])('of %i among %i requests, from %i on: %s', (failed, requests, minRows, verdict) => {
    expect(judge(errors, day({ requests, errors: failed }), { minRows })?.verdict).toBe(verdict);
  });

  it('says how many there may be', () => {
    expect(judge(errors, day({ errors: 124 }))!.why).toBe(
      '12.4 % of 1,000 requests failed (5xx) on 1 June 2013, and at most 5 % may',
    );
  });

  it('is about what the server did wrong, unless it says that clients count too', () => {
    const mistaken = day({ errors: 400, failures: 10 });
    expect(judge(errors, mistaken)).toMatchObject({ verdict: 'keeps', value: 0.01 });
    const all = { errors: { atMost: 0.05, count: 'all' as const } };
    expect(judge(all, mistaken)).toMatchObject({
      verdict: 'breaks',
      value: 0.4,
      why: '40 % of 1,000 requests were answered with an error on 1 June 2013, and at most 5 % may be',
    });
    expect(judge(all, day({ errors: 60, failures: 60 }))!.verdict).toBe('doubt');
  });
});

it('a rule about latency compares the quantile', () => {
  const latency = { latency: { quantile: 'p99' as const, atMostMs: 250 } };
  expect(judge(latency, day({ p99: 840.4 }))).toEqual({
    verdict: 'breaks',
    value: 840.4,
    why: 'p99 latency was 840 ms on 1 June 2013, above 250 ms',
  });
  expect(judge(latency, day({ p99: 250 }))!.verdict).toBe('keeps');
});

describe('a rule about the quality of data', () => {
  const rise = (measure: 'missing' | 'unseen' | 'out-of-range' | 'any', column?: string) => ({
    dataQuality: { measure, atMost: 0.05, ...(column !== undefined && { column }) },
  });
  const columns = [
    aColumn({ name: 'delay', missingRate: { reference: 0.004, window: 0.12 } }),
    aColumn({
      name: 'carrier',
      kind: 'categorical',
      outOfRangeRate: { reference: 0, window: 0.3 },
    }),
    aColumn({ name: 'wind', outOfRangeRate: { reference: 0.01, window: 0.02 } }),
    aColumn({
      name: 'score',
      role: 'prediction',
      missingRate: { reference: 0, window: 0.9 },
    }),
  ];

  it('tells missing, unseen and out of range apart, and names the worst column', () => {
    expect(judge(rise('missing'), day({ columns }))).toMatchObject({
      verdict: 'breaks',
      why: '12 % of delay were missing on 1 June 2013, 0.4 % in the reference',
    });
    expect(judge(rise('any'), day({ columns }))!.why).toContain(
      '30 % of carrier were of a category',
    );
    expect(judge(rise('out-of-range'), day({ columns }))).toMatchObject({ verdict: 'keeps' });
    expect(judge(rise('missing', 'score'), day({ columns }))).toMatchObject({ value: 0.9 });
  });

  it('is in doubt where few values say so', () => {
    const few = [aColumn({ m: 100, missingRate: { reference: 0, window: 0.07 } })];
    expect(judge(rise('missing'), day({ columns: few }))!.verdict).toBe('doubt');
  });
});

describe('a rule about performance', () => {
  const observed = (more: Partial<ObservedMetric> = {}): ObservedMetric => ({
    start: dayStart(0),
    end: dayStart(1),
    version: 1,
    value: 0.61,
    low: 0.59,
    high: 0.63,
    labelled: 1_000,
    better: 'higher',
    ...more,
  });
  const auc = (bound: object) => ({ performance: { metric: 'auc', ...bound } });
  const verdict = (bound: object, more?: Partial<ObservedMetric>) =>
    judge(auc(bound), [], {}, [observed(more)])?.verdict;

  it('is broken only where the whole band is beyond the bound', () => {
    expect(verdict({ atLeast: 0.65 })).toBe('breaks');
    expect(verdict({ atLeast: 0.62 })).toBe('doubt');
    expect(verdict({ atLeast: 0.6 })).toBe('keeps');
    expect(verdict({ atMost: 0.55 })).toBe('breaks');
    expect(verdict({ atMost: 0.6 })).toBe('doubt');
    expect(verdict({ atLeast: 0.65 }, { labelled: 99 })).toBeUndefined();
  });

  it('compares with the evaluation of the version, whichever way is better', () => {
    expect(verdict({ worseBy: 0.02 }, { baseline: 0.7 })).toBe('breaks');
    expect(verdict({ worseBy: 0.2 }, { baseline: 0.7 })).toBe('keeps');
    expect(verdict({ worseBy: 0.02 }, { baseline: 0.5, better: 'lower' })).toBe('breaks');
    expect(verdict({ worseBy: 0.02 })).toBeUndefined();
    expect(judge(auc({ worseBy: 0.02 }), [], {}, [observed({ baseline: 0.7 })])!.why).toBe(
      'auc was 0.61 on 1 June 2013 (0.59 to 0.63, 1,000 labels), below 0.68 (0.7 in its evaluation, and 0.02 worse is allowed)',
    );
  });
});

it('of several versions in an interval the worst speaks for it', () => {
  const rule = completeRule({
    condition: { latency: { quantile: 'p99', atMostMs: 250 } },
    severity: 'warning',
  });
  const versions = [
    observedDay(0, { version: 1, p99: 300 }),
    observedDay(0, { version: 2, p99: 400 }),
    observedDay(1, { version: 2, p99: 30 }),
    observedDay(2, { version: 2, requests: 5 }),
  ];
  expect(
    judgeIntervals(rule, { versions, metrics: [] }).map(({ judgement }) => [
      judgement?.version,
      judgement?.verdict,
    ]),
  ).toEqual([
    [2, 'breaks'],
    [2, 'keeps'],
    [undefined, undefined],
  ]);
});
