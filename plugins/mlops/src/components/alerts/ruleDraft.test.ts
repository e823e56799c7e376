import type { AlertRuleDefinition } from '@mlops-backstage/plugin-mlops-common';
import { definitionOf, draftOf, draftProblem, NEW_RULE, withKind } from './ruleDraft';

const common = {
  severity: 'warning' as const,
  interval: 'day' as const,
  raiseAfter: 2,
  clearAfter: 3,
  minRows: 50,
};

it.each<AlertRuleDefinition>([
  { ...common, condition: { drift: { measure: 'columns', atLeast: 2 } } },
  {
    ...common,
    condition: { drift: { measure: 'columns', atLeast: 1, judged: 'together', alpha: 0.02 } },
  },
  { ...common, condition: { drift: { measure: 'column', column: 'temp', atLeast: 0.3 } } },
  { ...common, condition: { performance: { metric: 'auc', worseBy: 0.05 } }, deployment: 'risk' },
  { ...common, condition: { performance: { metric: 'rmse', atMost: 12 } }, isOff: true },
  { ...common, condition: { latency: { quantile: 'p90', atMostMs: 120 } } },
  { ...common, condition: { errors: { atMost: 0.005 } } },
  { ...common, condition: { errors: { atMost: 0.05, count: 'all' } } },
  { ...common, condition: { dataQuality: { measure: 'missing', column: 'temp', atMost: 0.07 } } },
  { severity: 'critical', condition: { silence: { seconds: 5_400 } } },
])('a rule is the same after it was shown for changing: %j', definition => {
  const draft = draftOf('rule', definition);
  expect(draftProblem(draft)).toBeUndefined();
  expect(definitionOf(draft)).toEqual(definition);
});

it.each<[Partial<typeof NEW_RULE>, RegExp]>([
  [{ name: '' }, /name of lower-case/],
  [{ name: 'No Name' }, /name of lower-case/],
  [{ bound: '' }, /number is needed/],
  [{ bound: '-3' }, /A number such as/],
  [{ raiseAfter: '0' }, /From 1 to 100/],
  [{ minRows: '1.5' }, /whole number/],
  [{ kind: 'drift', measure: 'columns', bound: '0.5' }, /whole number|From 1/],
  [{ kind: 'drift', measure: 'column' }, /name of the column/],
  [
    { kind: 'drift', measure: 'columns', bound: '1', judged: 'together', alpha: '0' },
    /From 0.0001/,
  ],
  [{ kind: 'performance', measure: 'atLeast' }, /name of the metric/],
])('says what is wrong with %j', (given, problem) => {
  expect(draftProblem({ ...NEW_RULE, name: 'slow', ...given })).toMatch(problem);
});

it('judges together only what can be', () => {
  const draft = { ...withKind({ ...NEW_RULE, name: 'new' }, 'drift'), judged: 'together' as const };
  expect(definitionOf(draft).condition.drift).toMatchObject({ judged: 'together', alpha: 0.01 });
  const average = { ...draft, measure: 'average', alpha: '' };
  expect(draftProblem(average)).toBeUndefined();
  expect(definitionOf(average).condition.drift).toEqual({ measure: 'average', atLeast: 1 });
});

it('begins with what makes sense for a kind', () => {
  for (const kind of ['drift', 'latency', 'errors', 'silence', 'dataQuality'] as const) {
    expect(draftProblem(withKind({ ...NEW_RULE, name: 'new' }, kind))).toBeUndefined();
  }
});
