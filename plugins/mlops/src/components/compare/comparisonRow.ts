import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import type { MetricDifference } from '../../format/metrics';

/** What a version may have in a row. */
export type Value = string | number | undefined;

/** What one version has in one row. */
export interface ComparedCell {
  /** Exact; undefined where the version has nothing here. */
  value: Value;
  /** As a person reads it; empty where there is no value. */
  text: string;
  /** To the baseline's number; absent in the baseline itself and where one of them has none. */
  difference?: MetricDifference;
  /** Whether it is the best of the row; only where the direction is known and the values differ. */
  isBest: boolean;
}

export interface ComparisonRow {
  id: string;
  label: string;
  cells: ComparedCell[];
  differs: boolean;
}

export interface ComparisonGroup {
  id: string;
  title: string;
  /** What to mind when reading the group. */
  note?: string;
  rows: ComparisonRow[];
}

/** What a comparison is made with besides its versions. */
export interface ComparisonContext {
  /** Which of the versions the differences are to, from 0. */
  baseline: number;
  /** Deployments by model, as far as they are known. */
  deployments?: ReadonlyMap<string, readonly Deployment[]>;
}

/** Differences of a number whose unit or meaning says nothing about better or worse. */
const plainDifference =
  (format: (value: number) => string) =>
  (value: number, baseline: number): MetricDifference =>
    value === baseline
      ? { text: '±0', verdict: 'equal' }
      : {
          text: `${value > baseline ? '+' : '−'}${format(Math.abs(value - baseline))}`,
          verdict: 'unknown',
        };

/** How the values of a row are read. */
export interface Reading {
  format?(value: number): string;
  /** Of a text that is long in full. */
  shorten?(value: string): string;
  difference?(value: number, baseline: number): MetricDifference;
  /** Whether more is better; undefined where that isn't known. */
  up?: boolean;
}

/** A parameter as it was given, without the digits that binary fractions add. */
const formatParameter = (value: number) => String(Number(value.toPrecision(6)));

/**
 * A row of a comparison.
 *
 * @param given - what each version has, in their order; an empty text counts as nothing
 */
export function row(
  id: string,
  label: string,
  given: readonly Value[],
  { baseline }: ComparisonContext,
  reading: Reading = {},
): ComparisonRow {
  const values = given.map(value => (value === '' ? undefined : value));
  const { format = formatParameter, shorten = (text: string) => text, up } = reading;
  const difference = reading.difference ?? plainDifference(format);
  const first = values[baseline];
  const best = bestOf(values, up);
  return {
    id,
    label,
    differs: new Set(values).size > 1,
    cells: values.map((value, index) => ({
      value,
      text: textOf(value, format, shorten),
      isBest: value !== undefined && value === best,
      ...(index !== baseline &&
        typeof value === 'number' &&
        typeof first === 'number' && { difference: difference(value, first) }),
    })),
  };
}

function textOf(
  value: Value,
  format: (value: number) => string,
  shorten: (value: string) => string,
): string {
  if (value === undefined) {
    return '';
  }
  return typeof value === 'number' ? format(value) : shorten(value);
}

/** The best number of a row; undefined where nothing tells, or where there is no better and worse among them. */
function bestOf(values: readonly Value[], up: boolean | undefined): number | undefined {
  const numbers = values.filter(value => typeof value === 'number');
  if (up === undefined || new Set(numbers).size < 2) {
    return undefined;
  }
  return up ? Math.max(...numbers) : Math.min(...numbers);
}

/** Cuts off what is longer than so many characters. */
export const short = (most: number) => (text: string) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
/** The beginning of a digest, as people tell them apart. */
export const shortDigest = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 12);

/** All names, those of the first version first. */
export function namesIn(all: readonly object[]): string[] {
  return [...new Set(all.flatMap(each => Object.keys(each)))];
}
