import { DEFAULT_ALPHA, DEFAULT_THRESHOLD } from '@mlops-backstage/model-profile';
import type { Profile, ProfileSchema } from '@mlops-backstage/model-profile';
import { driftPoint } from '../../../monitoring/driftPoint';
import type { ObservedVersion } from '../Judgement';
import { observedDay } from './observed';

/** Deciles of the standard normal distribution. */
const EDGES = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816];
const NAMES = ['temp', 'wind', 'dep'];

const SCHEMA: ProfileSchema = {
  convention: 'v1',
  columns: NAMES.map(name => ({
    kind: 'numeric' as const,
    name,
    role: 'feature' as const,
    edges: EDGES,
    min: -4,
    max: 4,
  })),
};

/** 5,000 rows, as if drawn from the distribution evenly. */
const REFERENCE = profileOf(NAMES.map(() => [...Array(EDGES.length + 1).fill(500), 0]));

export interface NormalTraffic {
  /** Of the first feature, in standard deviations. */
  shift?: number;
  /** A day. */
  rows?: number;
  version?: number;
}

/** Numbers in [0, 1) that are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Days of three normally distributed features, compared with their reference as monitoring does. */
export function normalTraffic(
  random: () => number,
  first: number,
  days: number,
  { shift = 0, rows = 1_000, version = 1 }: NormalTraffic = {},
): ObservedVersion[] {
  return Array.from({ length: days }, (_, i) => {
    const profile = profileOf(
      NAMES.map((__, column) => drawn(random, rows, column === 0 ? shift : 0)),
    );
    const day = observedDay(first + i, { version, requests: rows });
    const drift = driftPoint({ start: day.start, version, profile }, REFERENCE, {
      threshold: DEFAULT_THRESHOLD,
      alpha: DEFAULT_ALPHA,
    });
    return { ...day, drift };
  });
}

function drawn(random: () => number, rows: number, shift: number): number[] {
  const counts: number[] = Array(EDGES.length + 2).fill(0);
  for (let row = 0; row < rows; row++) {
    // Box and Muller's transform.
    const value = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()) + shift;
    const below = EDGES.findIndex(edge => value <= edge);
    counts[below < 0 ? EDGES.length : below] += 1;
  }
  return counts;
}

function profileOf(columns: number[][]): Profile {
  const rows = columns[0].reduce((sum, count) => sum + count, 0);
  return {
    schema: SCHEMA,
    rows,
    columns: columns.map(counts => ({
      kind: 'numeric',
      counts,
      below: 0,
      above: 0,
      moments: { count: rows, mean: 0, m2: rows, min: -4, max: 4 },
    })),
  };
}
