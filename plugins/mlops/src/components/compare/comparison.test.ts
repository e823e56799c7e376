import { aComparedVersion, aDeployment, anEvaluation } from '../../__testUtils__/fixtures';
import { compareVersions, onlyDifferences } from './comparison';
import type { ComparisonGroup, ComparisonRow } from './comparisonRow';

const one = aComparedVersion(
  {
    version: 1,
    parameters: { learning_rate: 0.1, depth: 3, solver: 'lbfgs' },
    metrics: { test: { auc: 0.697, log_loss: 0.48, mood: 1 } },
  },
  {
    evaluations: [anEvaluation({ rows: 1000, metrics: { auc: 0.697, log_loss: 0.48, mood: 1 } })],
  },
);
const two = aComparedVersion(
  {
    version: 2,
    parameters: { learning_rate: 0.3, depth: 3, warm_start: false },
    metrics: { test: { auc: 0.715, log_loss: 0.47, mood: 2, f1: 0.4 } },
  },
  {
    evaluations: [
      anEvaluation({ rows: 1000, metrics: { auc: 0.715, log_loss: 0.47, mood: 2, f1: 0.4 } }),
    ],
  },
);

function rowIn(groups: ComparisonGroup[], id: string): ComparisonRow {
  return groups.flatMap(group => group.rows).find(row => row.id === id)!;
}
const texts = (row: ComparisonRow) => row.cells.map(({ text }) => text);

describe('compareVersions', () => {
  const groups = compareVersions([one, two], { baseline: 0 });

  it('groups what is known, and leaves out what nobody has', () => {
    expect(groups.map(({ title }) => title)).toEqual([
      'Summary',
      'Parameters',
      'Test metrics',
      'Signature',
      'Serving',
    ]);
    expect(rowIn(groups, 'commit')).toBeUndefined();
    expect(texts(rowIn(groups, 'inputs:temp'))).toEqual(['FP32 [N, 1]', 'FP32 [N, 1]']);
  });

  it('says in which rows the versions differ', () => {
    expect(rowIn(groups, 'parameter:depth').differs).toBe(false);
    expect(rowIn(groups, 'parameter:learning_rate').differs).toBe(true);
    expect(rowIn(groups, 'parameter:solver').differs).toBe(true);
    const short = onlyDifferences(groups);
    expect(short.map(({ title }) => title)).toEqual(['Parameters', 'Test metrics']);
    expect(short[1].rows.map(({ label }) => label)).toEqual(['AUC', 'Log loss', 'Mood', 'F1']);
  });

  it('gives differences to the baseline, which can be any version', () => {
    expect(rowIn(groups, 'test:metric:auc').cells.map(c => c.difference)).toEqual([
      undefined,
      { text: '+0.018', verdict: 'better' },
    ]);
    expect(rowIn(groups, 'parameter:learning_rate').cells[1].difference).toEqual({
      text: '+0.2',
      verdict: 'unknown',
    });
    const other = compareVersions([one, two], { baseline: 1 });
    expect(rowIn(other, 'test:metric:log_loss').cells.map(c => c.difference)).toEqual([
      { text: '+0.010', verdict: 'worse' },
      undefined,
    ]);
  });

  it('marks the best where the direction is known and there is a choice', () => {
    const best = (id: string) => rowIn(groups, `test:metric:${id}`).cells.map(c => c.isBest);
    expect(best('auc')).toEqual([false, true]);
    expect(best('log_loss')).toEqual([false, true]);
    expect(best('mood')).toEqual([false, false]);
    expect(best('f1')).toEqual([false, false]);
    const three = compareVersions([two, one, two], { baseline: 0 });
    expect(rowIn(three, 'test:metric:auc').cells.map(c => c.isBest)).toEqual([true, false, true]);
  });

  it('tells a parameter that is missing from one that is null or false', () => {
    expect(rowIn(groups, 'parameter:warm_start').cells.map(c => c.value)).toEqual([
      undefined,
      'false',
    ]);
    const empty = aComparedVersion({ parameters: { toString: null } });
    const rows = compareVersions([one, empty], { baseline: 0 });
    expect(rowIn(rows, 'parameter:toString').cells.map(c => c.value)).toEqual([undefined, 'null']);
  });

  it('warns of evaluations on different data', () => {
    const elsewhere = aComparedVersion(
      { version: 3 },
      { evaluations: [anEvaluation({ name: 'Last winter', metrics: { auc: 0.8 } })] },
    );
    const mixed = compareVersions([one, elsewhere], { baseline: 0 });
    expect(mixed.find(({ id }) => id === 'test')?.note).toMatch(/^Not all were evaluated/);
    expect(groups.find(({ id }) => id === 'test')?.note).toBeUndefined();
    expect(texts(rowIn(mixed, 'test:data'))).toEqual(['Held-out days', 'Last winter']);
  });

  it('compares data sets by their role', () => {
    const trained = aComparedVersion({
      datasets: [
        { name: 'flights 2013', role: 'training', rows: 12000, from: '2013-01-01' },
        { name: 'holidays', role: 'training' },
        { name: 'flights 2014', role: 'test', digest: `sha256:${'12'.repeat(32)}` },
      ],
    });
    const rows = compareVersions([trained, one], { baseline: 0 });
    expect(texts(rowIn(rows, 'training:0:rows'))).toEqual(['12,000', '']);
    expect(texts(rowIn(rows, 'training:0:span'))).toEqual(['2013-01-01 to …', '']);
    expect(rowIn(rows, 'training:1:name').label).toBe('Training data 2');
    expect(texts(rowIn(rows, 'test:0:digest'))).toEqual(['121212121212', '']);
  });

  it('names the endpoints of a version, where they are known', () => {
    const deployments = new Map([['flight-delay-risk', [aDeployment({ version: 1 })]]]);
    const rows = compareVersions([one, two], { baseline: 0, deployments });
    expect(texts(rowIn(rows, 'endpoints'))).toEqual(['flight-delay-risk (online)', 'None']);
    expect(rowIn(groups, 'endpoints')).toBeUndefined();
    deployments.set('flight-delay-risk', [aDeployment({ version: 1, target: 'external' })]);
    expect(
      texts(rowIn(compareVersions([one, two], { baseline: 0, deployments }), 'endpoints')),
    ).toEqual(['flight-delay-risk (served elsewhere)', 'None']);
  });
});
