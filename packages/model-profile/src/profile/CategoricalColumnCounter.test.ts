import { CategoricalColumnCounter } from './CategoricalColumnCounter';
import { CategoryValue } from './categoryLabel';

function countsOf(categories: string[], values: CategoryValue[]): readonly number[] {
  const counter = new CategoricalColumnCounter({
    kind: 'categorical',
    name: 'c',
    role: 'feature',
    categories,
  });
  values.forEach(value => counter.observe(value));
  return counter.take().counts;
}

it('counts categories, then other, then missing', () => {
  expect(countsOf(['b', 'a'], ['a', 'b', 'a', 'c', null, undefined, NaN])).toEqual([1, 2, 1, 3]);
});

it('takes numbers, bigints and booleans for their labels', () => {
  expect(countsOf(['1', 'true', '-2.5'], [1, 1n, '1', true, -2.5, 2, false])).toEqual([
    3, 1, 1, 2, 0,
  ]);
});

it('takes the empty string for a category, seen or unseen', () => {
  expect(countsOf([''], ['', null])).toEqual([1, 0, 1]);
  expect(countsOf(['a'], ['', null])).toEqual([0, 1, 1]);
});

it('tells labels that look like missing values from missing values', () => {
  expect(countsOf(['NaN', 'null', 'undefined'], ['NaN', 'null', 'undefined', NaN, null])).toEqual([
    1, 1, 1, 0, 2,
  ]);
});

it('is not taken in by labels that objects inherit', () => {
  expect(countsOf(['a'], ['constructor', '__proto__'])).toEqual([0, 2, 0]);
});

it('counts everything as other when the reference had no category', () => {
  expect(countsOf([], ['a', null])).toEqual([1, 1]);
});

it('starts anew after take', () => {
  const counter = new CategoricalColumnCounter({
    kind: 'categorical',
    name: 'c',
    role: 'feature',
    categories: ['a'],
  });
  counter.observe('a');
  expect(counter.take().counts).toEqual([1, 0, 0]);
  expect(counter.take().counts).toEqual([0, 0, 0]);
});
