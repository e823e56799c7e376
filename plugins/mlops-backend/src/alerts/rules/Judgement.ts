import type { AlertEvidence, DriftPoint, TrafficPoint } from '@mlops-backstage/plugin-mlops-common';

/** What a version answered in an interval that is over, as monitoring tells it. */
export interface ObservedVersion {
  /** Milliseconds since 1970, UTC. */
  start: number;
  end: number;
  version: number;
  traffic: TrafficPoint;
  drift?: DriftPoint;
}

/** What a metric of a version came to in an interval, by labels. */
export interface ObservedMetric {
  start: number;
  end: number;
  version: number;
  value: number;
  /** The confidence band. */
  low: number;
  high: number;
  labelled: number;
  /** Which values are better. */
  better: 'higher' | 'lower';
  /** What it was when the version was evaluated before; absent where it wasn't. */
  baseline?: number;
}

/** What a rule says of a version in an interval. */
export interface Judgement {
  start: number;
  end: number;
  version: number;
  /** `doubt`: it looks as if the rule were broken, and may be chance. Such intervals count neither way. */
  verdict: 'breaks' | 'keeps' | 'doubt';
  value: number;
  /** What the value is measured by. */
  bound: number;
  /** What is so, as a sentence without its end. @param when - such as `on 12 June 2013` */
  because(when: string): string;
}

/** What the chart of a rule is labelled with. */
export type Measure = Pick<AlertEvidence, 'measure' | 'unit' | 'side'>;

/** Chance that an interval in which nothing is wrong breaks a rule about a share. */
export const FALSE_ALARM = 0.001;

/** @param isBeyondDoubt - asked only where the rule isn't kept */
export function verdictOf(isKept: boolean, isBeyondDoubt: boolean): Judgement['verdict'] {
  if (isKept) {
    return 'keeps';
  }
  return isBeyondDoubt ? 'breaks' : 'doubt';
}
