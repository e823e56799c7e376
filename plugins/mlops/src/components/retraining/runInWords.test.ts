import { comparisonInWords, spanInWords } from './runInWords';

describe('comparisonInWords', () => {
  it('tells both values and the data set', () => {
    expect(
      comparisonInWords({
        metric: 'auc',
        dataset: 'held-out days',
        version: 0.7123456,
        champion: 0.65,
        isBetter: true,
      }),
    ).toBe('AUC 0.712 on held-out days, the champion’s 0.650');
  });

  it.each([
    ['computed', 'computed here from the same rows'],
    ['same-data', 'told, of the same rows'],
    ['reported', 'as the job told'],
  ] as const)('tells what it rests on: %s', (evidence, words) => {
    const values = { metric: 'auc', dataset: 'recent', version: 0.7, champion: 0.65 };
    expect(comparisonInWords({ ...values, isBetter: true, evidence })).toBe(
      `AUC 0.700 on recent, the champion’s 0.650; ${words}`,
    );
  });
});

describe('spanInWords', () => {
  const submittedAt = '2026-03-01T10:00:00Z';
  const now = Date.parse('2026-03-01T12:10:00Z');

  it.each([
    [{}, undefined],
    [{ submittedAt }, 'for 2 hours'],
    [{ submittedAt, endedAt: '2026-03-01T10:00:01Z' }, 'took 1 second'],
    [{ submittedAt, endedAt: '2026-03-01T10:04:20Z' }, 'took 4 minutes'],
  ])('of %j is %j', (run, words) => {
    expect(spanInWords(run, now)).toBe(words);
  });
});
