import fc from 'fast-check';
import type { ModelListQuery } from '../../queries/models';
import { COMPARISONS, metricBound, SPLITS } from './metricBound';
import {
  isFiltered,
  listQueryFromSearch,
  PAGE_SIZES,
  PROBLEM_TYPES,
  SORT_COLUMNS,
  STAGES,
  withListChange,
  withoutFilters,
} from './modelListState';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,20}(-[a-z0-9]{1,20})?$/);
const ref = fc
  .tuple(
    word,
    fc.stringMatching(/^[a-zA-Z0-9\-._]{1,60}$/),
    fc.stringMatching(/^[a-zA-Z0-9\-._]{1,60}$/),
  )
  .filter(([kind]) => !kind.includes('-'))
  .map(([kind, namespace, name]) => `${kind}:${namespace}/${name}`);
const metricName = fc
  .string({ minLength: 1, maxLength: 60 })
  .map(name => name.replace(/[<>=]/g, '').trim())
  .filter(Boolean);
const bound = fc
  .record({
    split: fc.constantFrom(...SPLITS),
    metric: metricName,
    comparison: fc.constantFrom(...COMPARISONS),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  })
  .map(metricBound)
  .filter(text => !text.includes('e+'));
const listOf = <T>(value: fc.Arbitrary<T>, most: number) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: most });
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const column = fc.constantFrom(...Object.keys(SORT_COLUMNS));
const sort = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      column,
      metricName.map(name => `metric:test.${name}`),
    ),
  )
  .map(parts => parts.join(''));

const query: fc.Arbitrary<ModelListQuery> = fc.record({
  search: maybe(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
  owner: maybe(listOf(ref, 5)),
  group: maybe(ref),
  system: maybe(listOf(ref, 5)),
  stage: maybe(some(STAGES)),
  problemType: maybe(some(Object.keys(PROBLEM_TYPES))) as fc.Arbitrary<
    ModelListQuery['problemType']
  >,
  framework: maybe(listOf(fc.string({ minLength: 1, maxLength: 100 }), 20)),
  tag: maybe(listOf(word, 10)),
  alias: maybe(listOf(word, 10)),
  target: maybe(listOf(fc.string({ minLength: 1, maxLength: 63 }), 10)),
  metric: maybe(listOf(bound, 5)),
  deployed: maybe(fc.boolean()),
  deleted: maybe(fc.constant(true)),
  sort,
  limit: fc.constantFrom(...PAGE_SIZES),
  cursor: fc.constant(undefined),
});

describe('modelListState', () => {
  it('reads the whole list from the URL', () => {
    const search = new URLSearchParams(
      'search=delay&owner=group:default/a&owner=group:default/b&group=group:default/c&system=system:default/s' +
        '&stage=Production&problemType=regression&framework=scikit-learn&tag=aviation&tag=delay&alias=champion' +
        '&target=kserve&metric=test.auc%3E0.8&deployed=false&deleted=true&sort=-metric:test.auc&limit=50' +
        '&cursor=one&cursor=two',
    );
    expect(listQueryFromSearch(search)).toEqual({
      search: 'delay',
      owner: ['group:default/a', 'group:default/b'],
      group: 'group:default/c',
      system: ['system:default/s'],
      stage: ['Production'],
      problemType: ['regression'],
      framework: ['scikit-learn'],
      tag: ['aviation', 'delay'],
      alias: ['champion'],
      target: ['kserve'],
      metric: ['test.auc>0.8'],
      deployed: false,
      deleted: true,
      sort: '-metric:test.auc',
      limit: 50,
      cursor: 'two',
    });
  });

  it('finds in the URL whatever was written there', () => {
    fc.assert(
      fc.property(query, given => {
        const written = withListChange(new URLSearchParams('cursor=one'), given).toString();
        expect(listQueryFromSearch(new URLSearchParams(written))).toEqual(given);
      }),
    );
  });

  it('asks the backend for nothing that it would refuse', () => {
    const search = new URLSearchParams(
      'stage=Prod&deployed=maybe&sort=toString&limit=1000&owner=nobody&group=x&tag=A+B&alias=1a&metric=auc&deleted=no',
    );
    expect(listQueryFromSearch(search)).toEqual({ sort: 'name', limit: 25 });
    expect(isFiltered(listQueryFromSearch(search))).toBe(false);
    const many = new URLSearchParams(Array.from({ length: 30 }, (_, n) => ['tag', `t${n}`]));
    expect(listQueryFromSearch(many).tag).toHaveLength(10);
  });

  it('starts from the first page when a filter changes, and forgets what is empty', () => {
    const search = new URLSearchParams('search=delay&cursor=one&select=a%401');
    expect(withListChange(search, { stage: ['Production'] }).toString()).toBe(
      'search=delay&select=a%401&stage=Production',
    );
    expect(withListChange(search, { search: '' }).toString()).toBe('select=a%401');
    expect(withListChange(search, { search: undefined, tag: [] }).toString()).toBe('select=a%401');
  });

  it('keeps the order and the selection when the filters are cleared', () => {
    const search = new URLSearchParams('search=x&owner=y&metric=test.a>1&deleted=true&sort=-name');
    expect(withoutFilters(search).toString()).toBe('sort=-name');
  });
});
