import type { BakeLimits } from '@mlops-backstage/plugin-mlops-common';
import { numberText, readNumber, type NumberRule, type TypedNumber } from '../shared/readNumber';

export type BakeField =
  'minutes' | 'minRequests' | 'maxErrorPercent' | 'maxLatencyP99Ms' | 'maxLatencyRatio';

/** What the fields hold as they were typed. */
export type BakeTexts = Record<BakeField, string>;

/** As the contract has them. */
const RULES: Record<BakeField, NumberRule> = {
  minutes: { least: 0.1, most: 10_080, isRequired: true },
  minRequests: { least: 1, most: 1_000_000, isWhole: true, isRequired: true },
  maxErrorPercent: { least: 0, most: 100 },
  maxLatencyP99Ms: { least: 0.001, most: 1_000_000 },
  maxLatencyRatio: { least: 1, most: 1_000 },
};

/** What a form begins with where nothing is set: what the installation has without being told. */
const USUAL: BakeLimits = { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 };

export function bakeTexts(limits: BakeLimits | undefined): BakeTexts {
  const { durationSeconds, minRequests, maxErrorRate, maxLatencyP99Ms, maxLatencyRatio } =
    limits && limits.durationSeconds > 0 ? limits : USUAL;
  return {
    minutes: numberText(durationSeconds / 60),
    minRequests: numberText(minRequests),
    maxErrorPercent: numberText(maxErrorRate === undefined ? undefined : maxErrorRate * 100),
    maxLatencyP99Ms: numberText(maxLatencyP99Ms),
    maxLatencyRatio: numberText(maxLatencyRatio),
  };
}

/** Reads the fields. The limits are undefined while one of them can't be read. */
export function readBakeTexts(texts: BakeTexts): {
  typed: Record<BakeField, TypedNumber>;
  limits: BakeLimits | undefined;
} {
  const typed = Object.fromEntries(
    Object.entries(RULES).map(([field, rule]) => [
      field,
      readNumber(texts[field as BakeField], rule),
    ]),
  ) as Record<BakeField, TypedNumber>;
  if (Object.values(typed).some(({ problem }) => problem !== undefined)) {
    return { typed, limits: undefined };
  }
  const percent = typed.maxErrorPercent.value;
  return {
    typed,
    limits: {
      durationSeconds: Math.round(typed.minutes.value! * 60),
      minRequests: typed.minRequests.value!,
      ...(percent !== undefined && { maxErrorRate: Number((percent / 100).toFixed(8)) }),
      ...(typed.maxLatencyP99Ms.value !== undefined && {
        maxLatencyP99Ms: typed.maxLatencyP99Ms.value,
      }),
      ...(typed.maxLatencyRatio.value !== undefined && {
        maxLatencyRatio: typed.maxLatencyRatio.value,
      }),
    },
  };
}
