import { heightAt } from '@mlops-backstage/model-profile';
import type { ProblemType } from '@mlops-backstage/plugin-mlops-common';
import { Calibrations } from './Calibrations';
import type { CalibrationPoint } from './Calibrations';
import type { ServedRow, ServedRowStore } from './ServedRowStore';

function calibrationsOf(options: {
  problemType?: ProblemType;
  evaluated?: CalibrationPoint[];
  labelled?: Array<[score: number, label: string]>;
}) {
  const { problemType = 'binary-classification', evaluated, labelled = [] } = options;
  let read = 0;
  const rows = {
    hasLabels: async () => labelled.length > 0,
    timeOfRow: async () => undefined,
    async *read(): AsyncIterable<ServedRow> {
      for (const [score, label] of labelled) {
        read++;
        yield { predictionId: 'a', time: 0, outputs: { p: score }, label };
      }
    },
  } as unknown as ServedRowStore;
  const calibrations = new Calibrations(rows, {
    problemTypeOf: async () => problemType,
    versionOf: async (_, version) =>
      new Map([
        [1, { prediction: { scores: 'p' } }],
        [3, { prediction: { label: 'l' } }],
      ]).get(version),
    evaluatedCalibration: async () => evaluated,
  });
  return { of: (version = 1) => calibrations.of('d', version), read: () => read };
}

const points = (rows: number): CalibrationPoint[] => [
  { meanScore: 0.2, positiveRate: 0.1, rows },
  { meanScore: 0.8, positiveRate: 0.5, rows },
];

/** Half of them with a low score, of which every tenth comes true; of the others every second does. */
const past = (rows: number) =>
  Array.from({ length: rows }, (_, i): [number, string] => {
    const isHigh = i % 2 === 1;
    return [isHigh ? 0.9 : 0.2, String(Number(i % (isHigh ? 4 : 20) === (isHigh ? 1 : 0)))];
  });

describe('what scores come to', () => {
  it('is what held-out data said, where an evaluation has its curve', async () => {
    const { of, read } = calibrationsOf({ evaluated: points(1_000), labelled: past(100) });
    const line = (await of())!;
    expect([0, 0.2, 0.5, 0.8, 1].map(score => heightAt(line, score))).toEqual([
      0.1,
      0.1,
      expect.closeTo(0.3, 12),
      0.5,
      0.5,
    ]);
    expect(read()).toBe(0);
  });

  it('is learned from the first labelled predictions otherwise, of no more than are needed', async () => {
    const { of, read } = calibrationsOf({ labelled: past(6_000) });
    const line = (await of())!;
    expect(heightAt(line, 0.2)).toBeCloseTo(0.1, 12);
    expect(heightAt(line, 0.9)).toBeCloseTo(0.5, 12);
    expect(read()).toBe(5_000);
  });

  it.each([
    ['few labels', { labelled: past(80) }],
    ['a curve of few rows, and no labels', { evaluated: points(20) }],
    ['a regression', { problemType: 'regression' as const, evaluated: points(1_000) }],
    ['a classifier of more classes', { problemType: 'multiclass-classification' as const }],
  ])('is not said of %s', async (_, options) => {
    expect(await calibrationsOf(options).of()).toBeUndefined();
  });

  it('is not said of a version without scores, for which nothing is read', async () => {
    const { of, read } = calibrationsOf({ labelled: past(6_000) });
    expect(await of(3)).toBeUndefined();
    expect(read()).toBe(0);
  });

  it('is not said of a version that is not there', async () => {
    expect(await calibrationsOf({ evaluated: points(1_000) }).of(2)).toBeUndefined();
  });
});
