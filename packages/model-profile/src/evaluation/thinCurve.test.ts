import fc from 'fast-check';
import { evaluateBinary } from './evaluateBinary';
import { RocPoint } from './rocCurve';
import { thinCurve } from './thinCurve';

type Point = readonly [x: number, y: number];

const asItIs = (point: Point) => point;
const ofRates = ({ fpr, tpr }: RocPoint): Point => [fpr, tpr];

function areaUnder(curve: readonly RocPoint[]): number {
  return curve
    .slice(1)
    .reduce((sum, { fpr, tpr }, i) => sum + ((fpr - curve[i].fpr) * (tpr + curve[i].tpr)) / 2, 0);
}

describe('of a ROC curve of 20,000 rows', () => {
  // A linear congruential generator: the same rows in every run.
  let state = 42;
  const draw = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const scores = Array.from({ length: 20_000 }, () => draw() ** 2);
  const labels = scores.map(score => draw() < score);
  const { rocCurve, metrics } = evaluateBinary({ labels, scores });
  const thinned = thinCurve(rocCurve!, 200, ofRates);

  it('keeps 200 of thousands of points', () => {
    expect(rocCurve!.length).toBeGreaterThan(5000);
    expect(thinned).toHaveLength(200);
  });

  it('changes the area by less than 0.001', () => {
    expect(areaUnder(rocCurve!)).toBeCloseTo(metrics.auc!, 10);
    expect(Math.abs(areaUnder(thinned) - metrics.auc!)).toBeLessThan(1e-3);
  });
});

it('drops the point that changes the polyline least', () => {
  const points: Point[] = [
    [0, 0],
    [1, 0.1],
    [2, 2],
    [3, 2.9],
    [4, 4],
  ];
  expect(thinCurve(points, 4, asItIs)).toEqual([points[0], points[1], points[2], points[4]]);
  expect(thinCurve(points, 3, asItIs)).toEqual([points[0], points[1], points[4]]);
  expect(thinCurve(points, 2, asItIs)).toEqual([points[0], points[4]]);
});

it('keeps the corners of a staircase before the points on its steps', () => {
  const points: Point[] = [
    [0, 0],
    [0, 0.5],
    [0, 1],
    [0.2, 1],
    [1, 1],
  ];
  expect(thinCurve(points, 3, asItIs)).toEqual([
    [0, 0],
    [0, 1],
    [1, 1],
  ]);
});

it('keeps points in order, both ends among them, and as many as it may', () => {
  const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
  const curve = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(curve, fc.integer({ min: 2, max: 60 }), (points, max) => {
      const thinned = thinCurve(points, max, asItIs);
      expect(thinned).toHaveLength(Math.min(points.length, max));
      expect(thinned[0]).toBe(points[0]);
      expect(thinned[thinned.length - 1]).toBe(points[points.length - 1]);
      expect(points.filter(point => thinned.includes(point))).toEqual(thinned);
    }),
  );
});

it('always removes the point of the smallest triangle next', () => {
  const coordinate = fc.integer({ min: 0, max: 1000 });
  const curve = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 30 });
  const triangle = ([a, b, c]: readonly Point[]) =>
    Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
  fc.assert(
    fc.property(curve, fc.nat(), (points, seed) => {
      const max = 3 + (seed % (points.length - 2));
      const before = thinCurve(points, max, asItIs);
      const after = thinCurve(points, max - 1, asItIs);
      const gone = before.findIndex((point, i) => point !== after[i]);
      const areas = before.slice(2).map((_, i) => triangle(before.slice(i, i + 3)));
      expect(triangle(before.slice(gone - 1, gone + 2))).toBe(Math.min(...areas));
    }),
  );
});

it('keeps the ends even where areas overflow', () => {
  const points: Point[] = [
    [0, 0],
    [1e308, -1e308],
    [-1e308, 1e308],
    [1, 1],
  ];
  expect(thinCurve(points, 2, asItIs)).toEqual([points[0], points[3]]);
});

it('returns a short curve as it is, and none for none', () => {
  expect(thinCurve([[1, 2]] as Point[], 5, asItIs)).toEqual([[1, 2]]);
  expect(thinCurve([] as Point[], 5, asItIs)).toEqual([]);
});

it.each([1, 0, 2.5, NaN, Infinity])('refuses to keep %p points', max => {
  expect(() => thinCurve([] as Point[], max, asItIs)).toThrow(RangeError);
});
