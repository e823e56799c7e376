import type { MetricGate, Version } from '@mlops-backstage/plugin-mlops-common';
import { failed, passed } from './Verdict';
import type { Verdict } from './Verdict';

/** The version that another one has to stand up to. */
export interface Champion {
  version: number;
  metrics: Version['metrics'];
}

const DIGITS = 6;

/**
 * Room for what is lost when decimal fractions are subtracted: 0.8 − 0.1 is a little more than 0.7. Relative to the
 * values compared.
 */
const ROUNDING = 1e-12;

/** Rounded, unless that would hide in what a number differs from another. */
function shown(value: number, beside: number): string {
  const rounded = Number(value.toPrecision(DIGITS));
  return String(rounded === beside && value !== beside ? value : rounded);
}

/** How much worse a value is than the champion's; below 0 where it is better. */
function lossTo(champion: number, value: number, better: 'higher' | 'lower'): number {
  return better === 'higher' ? champion - value : value - champion;
}

/**
 * A metric of the newest evaluation of a split has to be within bounds, and not worse than the champion's.
 *
 * @param champion - who is compared with; nothing where there is none
 */
export function metricGate(
  gate: MetricGate,
  metrics: Version['metrics'],
  champion: Champion | undefined,
): Verdict {
  const { split, metric, atLeast, atMost } = gate;
  const name = `${split}.${metric}`;
  const value = metrics[split]?.[metric];
  if (value === undefined) {
    return failed(`${name} is missing: add an evaluation on ${split} that has it`);
  }
  if (atLeast !== undefined && value < atLeast) {
    return failed(`${name} is ${shown(value, atLeast)}, at least ${atLeast} is asked for`);
  }
  if (atMost !== undefined && value > atMost) {
    return failed(`${name} is ${shown(value, atMost)}, at most ${atMost} is asked for`);
  }
  if (!gate.champion || !champion) {
    const alone = gate.champion ? ', and there is no champion to compare with' : '';
    return passed(`${name} is ${shown(value, atLeast ?? atMost ?? NaN)}${alone}`);
  }
  const present = champion.metrics[split]?.[metric];
  if (present === undefined) {
    return failed(
      `${name} can't be compared: version ${champion.version}, the present champion, has no evaluation with it`,
    );
  }
  const { better, tolerance } = gate.champion;
  const room = tolerance + ROUNDING * Math.max(Math.abs(value), Math.abs(present));
  const compared = `${name} is ${shown(value, present)}, that of version ${champion.version} ${shown(present, value)}`;
  return lossTo(present, value, better) <= room
    ? passed(compared)
    : failed(
        tolerance === 0
          ? `${compared}: it has to be no worse`
          : `${compared}: it may be worse by ${tolerance} at most`,
      );
}
