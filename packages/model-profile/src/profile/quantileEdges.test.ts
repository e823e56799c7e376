import { readFixture } from '../../fixtures/readFixture';
import { quantileEdges } from './quantileEdges';

const cases = readFixture<{ name: string; values: number[]; edges: number[] }[]>('numeric');

it.each(cases)('equals numpy bit for bit: $name', ({ values, edges }) => {
  const ascending = Float64Array.from(values.filter(value => !Number.isNaN(value))).sort();
  expect(quantileEdges(ascending)).toEqual(edges.map(edge => edge + 0));
});

it('lists equal deciles once', () => {
  expect(quantileEdges(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 9))).toEqual([
    0, 0.8999999999999968,
  ]);
});

it('never gives -0', () => {
  expect(Object.is(quantileEdges(Float64Array.of(-0))[0], 0)).toBe(true);
});
