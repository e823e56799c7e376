import type { Evaluation, RetrainingOutcome } from '@mlops-backstage/plugin-mlops-common';
import type { Comparison } from './RunStore';

type Better = NonNullable<RetrainingOutcome['better']>;
export type Evidence = NonNullable<Comparison['evidence']>;

/** What two evaluations have in common, the best first; of `different` ones it is known that their rows differ, or not known that they don't. */
const STRENGTHS = ['computed', 'same-data', 'reported', 'different'] as const;
type Strength = (typeof STRENGTHS)[number];

/** What came of comparing. */
export type Compared =
  | { comparison: Comparison & { evidence: Evidence } }
  /** The data set of which both have an evaluation, though not one of the same rows. */
  | { differentData: string }
  | { nothing: true };

/**
 * How a version did beside the champion by a metric, on a data set of which both have an evaluation: where the same rows can be
 * checked, there; of several the newest one of the version's.
 *
 * @param ofVersion - newest first, and so are the champion's
 */
export function compareEvaluations(
  better: Better,
  ofVersion: readonly Evaluation[],
  ofChampion: readonly Evaluation[],
): Compared {
  const { metric, direction, by = 0 } = better;
  const pairs = ofVersion.filter(has(metric)).flatMap(ours =>
    ofChampion
      .filter(has(metric))
      .filter(({ name, split }) => name === ours.name && split === ours.split)
      .map(theirs => ({ ours, theirs, strength: strengthOf(ours, theirs, metric) })),
  );
  const best = STRENGTHS.flatMap(
    strength => pairs.find(pair => pair.strength === strength) ?? [],
  )[0];
  if (!best) {
    return { nothing: true };
  }
  const { ours, theirs, strength } = best;
  if (strength === 'different') {
    return { differentData: ours.name };
  }
  const [value, other] = [ours.metrics[metric], theirs.metrics[metric]];
  return {
    comparison: {
      metric,
      dataset: ours.name,
      version: value,
      champion: other,
      isBetter: (direction === 'higher' ? value - other : other - value) > by,
      evidence: strength,
    },
  };
}

function has(metric: string): (evaluation: Evaluation) => boolean {
  return ({ metrics }) => typeof metrics[metric] === 'number';
}

/** Whoever says what rows an evaluation is of can be held to it; where nobody does, the name has to do. */
function strengthOf(a: Evaluation, b: Evaluation, metric: string): Strength {
  const isTold = [a, b].every(({ dataDigest }) => dataDigest !== undefined);
  if (isTold && a.dataDigest !== b.dataDigest) {
    return 'different';
  }
  if (a.computed && b.computed) {
    if (a.computed.labelsDigest !== b.computed.labelsDigest) {
      return 'different';
    }
    const isComputed = [a, b].every(({ computed }) => computed!.metrics.includes(metric));
    return isComputed ? 'computed' : 'same-data';
  }
  if (isTold) {
    return 'same-data';
  }
  const saysSomething = [a, b].some(
    ({ computed, dataDigest }) => computed !== undefined || dataDigest !== undefined,
  );
  return saysSomething ? 'different' : 'reported';
}
