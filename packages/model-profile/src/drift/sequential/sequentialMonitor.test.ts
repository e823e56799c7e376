import { readFixture } from '../../../fixtures/readFixture';
import { SchemaMismatchError } from '../../errors';
import { SeededRandom } from '../../paired/SeededRandom';
import { buildReferenceProfile } from '../../profile/buildReferenceProfile';
import { emptyProfile } from '../../profile/emptyProfile';
import { Profile } from '../../profile/Profile';
import { Profiler } from '../../profile/Profiler';
import { MonitorState } from './MonitorState';
import { MonitorStep, monitorWindow, startMonitor } from './sequentialMonitor';

/** A profile with one feature of the given counts, the last of them missing values. */
function profileOf(counts: readonly number[]): Profile {
  const edges = counts.slice(2).map((_, i) => i);
  return {
    schema: {
      convention: 'v1',
      columns: [{ kind: 'numeric', name: 'x', role: 'feature', edges, min: 0, max: 1 }],
    },
    rows: counts.reduce((sum, count) => sum + count, 0),
    columns: [
      {
        kind: 'numeric',
        counts,
        below: 0,
        above: 0,
        moments: { count: 0, mean: 0, m2: 0, min: null, max: null },
      },
    ],
  };
}

function follow(state: MonitorState, windows: readonly Profile[]): MonitorStep[] {
  let last = state;
  return windows.map(window => {
    const step = monitorWindow(last, window);
    last = step.state;
    return step;
  });
}

/** `rows` values drawn from the deciles' bins, shifted by so many bins' width. */
function drawWindow(random: SeededRandom, rows: number, shift = 0): Profile {
  const counts = Array(11).fill(0);
  for (let i = 0; i < rows; i++) {
    const place = (random.below(1_000_000) / 1_000_000) * 10 + shift;
    counts[Math.min(Math.floor(place), 9)]++;
  }
  return profileOf(counts);
}

const deciles = profileOf([...Array(10).fill(500), 0]);

const { period, runs } = readFixture<{
  period: number;
  runs: { name: string; reference: number[]; windows: number[][]; logEvidence: number[] }[];
}>('sequential');

it.each(runs)('has the evidence that scipy finds: $name', ({ reference, windows, logEvidence }) => {
  const steps = follow(startMonitor(profileOf(reference), { period }), windows.map(profileOf));
  steps.forEach(({ columns }, i) => {
    expect(columns[0].logEvidence).toBeCloseTo(logEvidence[i], 8);
  });
});

it('expects 1 of the evidence of windows that follow the reference', () => {
  // All that three values in two bins can be, each a window, with their chances by Pólya's urn.
  const reference = [3, 2, 0];
  let expected = 0;
  for (let outcome = 0; outcome < 27; outcome++) {
    const urn = reference.map(count => count + 0.5);
    let chance = 1;
    const windows = [outcome % 3, Math.floor(outcome / 3) % 3, Math.floor(outcome / 9)].map(bin => {
      chance *= urn[bin] / urn.reduce((sum, each) => sum + each, 0);
      urn[bin]++;
      return profileOf([0, 1, 2].map(each => (each === bin ? 1 : 0)));
    });
    const steps = follow(startMonitor(profileOf(reference), { period: 2 }), windows);
    expected += chance * Math.exp(steps[2].columns[0].logEvidence);
  }
  expect(expected).toBeCloseTo(1, 12);
});

it('keeps its promise over many windows that share a small reference', () => {
  const alarms = Array.from({ length: 40 }, (_, run) => {
    const random = new SeededRandom(run);
    // The reference's error is that of its values: deciles of values that were drawn, too.
    const values = Float64Array.from({ length: 300 }, () => random.next() / 2 ** 32);
    const reference = buildReferenceProfile([
      { name: 'x', kind: 'numeric', role: 'feature', values },
    ]);
    const profiler = new Profiler(reference.schema);
    const windows = Array.from({ length: 100 }, () => {
      const window = Float64Array.from({ length: 100 }, () => random.next() / 2 ** 32);
      profiler.observeNumeric(0, window, 100);
      profiler.addRows(100);
      return profiler.take();
    });
    return follow(startMonitor(reference, { alpha: 0.1 }), windows).some(
      ({ driftedColumns }) => driftedColumns.length > 0,
    );
  });
  // 4 are allowed on average.
  expect(alarms.filter(Boolean).length).toBeLessThanOrEqual(4);
});

it('finds a small change that lasts, and tells about when it began', () => {
  const random = new SeededRandom(7);
  const steady = Array.from({ length: 100 }, () => drawWindow(random, 500));
  const changed = Array.from({ length: 30 }, () => drawWindow(random, 500, 0.25));
  const steps = follow(startMonitor(deciles), [...steady, ...changed]);
  const first = steps.findIndex(({ driftedColumns }) => driftedColumns.length > 0);
  expect(first).toBeGreaterThanOrEqual(100);
  expect(first).toBeLessThan(115);
  const [{ changedAfter, drifted, name }] = steps[steps.length - 1].columns;
  expect({ name, drifted }).toEqual({ name: 'x', drifted: true });
  expect(Math.abs(changedAfter! - 100)).toBeLessThanOrEqual(8);
});

it('goes on from JSON, and leaves a state as it was', () => {
  const random = new SeededRandom(3);
  const windows = Array.from({ length: 25 }, () => drawWindow(random, 50));
  const [middle] = follow(startMonitor(deciles), windows.slice(0, 20)).slice(-1);
  const text = JSON.stringify(middle.state);
  const last = follow(middle.state, windows.slice(20)).pop();
  expect(JSON.stringify(middle.state)).toBe(text);
  expect(follow(JSON.parse(text), windows.slice(20)).pop()).toEqual(last);
  expect(text.length).toBeLessThan(2_000);
});

it('watches features only, counts rare categories as one, and shares alpha among columns', () => {
  const reference = buildReferenceProfile([
    {
      name: 'c',
      kind: 'categorical',
      role: 'feature',
      values: [...'aaaaaaaabbbbbbbbbccccccccccd'],
    },
    { name: 'x', kind: 'numeric', role: 'feature', values: Array(28).fill(1) },
    { name: 'y', kind: 'numeric', role: 'prediction', values: Array(28).fill(1) },
  ]);
  const state = startMonitor(reference, { alpha: 0.02 });
  expect(state.columns.map(({ name }) => name)).toEqual(['c', 'x']);
  // c, b, a, d, other, missing
  expect(state.columns[0].binOf).toEqual([0, 1, 2, 3, 3, 4]);
  expect(state.columns[0].counts).toEqual([10, 9, 8, 1, 0]);
  expect(monitorWindow(state, emptyProfile(reference.schema)).columns).toHaveLength(2);
});

it('says nothing before the first window, nor of one without rows', () => {
  const state = startMonitor(deciles);
  const step = monitorWindow(state, emptyProfile(deciles.schema));
  expect(step.state).toBe(state);
  expect(step.columns).toEqual([{ name: 'x', logEvidence: 0, drifted: false, changedAfter: null }]);
});

it('stays finite however strong the evidence is', () => {
  const far = profileOf([1e9, ...Array(10).fill(0)]);
  const steps = follow(startMonitor(deciles), Array(40).fill(far));
  const last = steps[steps.length - 1];
  expect(last.columns[0].drifted).toBe(true);
  expect(Number.isFinite(last.columns[0].logEvidence)).toBe(true);
  expect(JSON.parse(JSON.stringify(last.state))).toEqual(last.state);
});

it('refuses a window of another schema', () => {
  expect(() => monitorWindow(startMonitor(deciles), profileOf([1, 2, 3]))).toThrow(
    SchemaMismatchError,
  );
});

it.each([{ alpha: 0 }, { alpha: 1 }, { alpha: NaN }, { period: 0 }, { period: 1.5 }])(
  'refuses %p',
  options => {
    expect(() => startMonitor(deciles, options)).toThrow(RangeError);
  },
);
