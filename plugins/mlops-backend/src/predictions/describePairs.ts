import { LatencySketch, classAgreement, scoreDistance } from '@mlops-backstage/model-profile';
import type { ServedComparison } from '@mlops-backstage/plugin-mlops-common';
import { quantilesOf } from '../monitoring/quantilesOf';
import type { PairReaders } from './pairedMetrics';
import type { PredictionPair } from './PredictionStore';

/** Of the interval of the agreement. */
const AGREEMENT_ALPHA = 0.05;

/** What can be said of pairs without labels. */
export function describePairs(
  pairs: PredictionPair[],
  { first, second }: PairReaders,
): Pick<ServedComparison, 'agreement' | 'scores' | 'latencyMs'> {
  const classes = pairs.flatMap(pair => {
    const [a, b] = [first.classOf(pair.first.outputs), second.classOf(pair.second.outputs)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const { positive } = second;
  const of = positive === undefined ? 'value' : 'score';
  const numbers = pairs.flatMap(pair => {
    const [a, b] = ([first, second] as const).map((reader, side) => {
      const { outputs } = side === 0 ? pair.first : pair.second;
      return positive === undefined ? reader.valueOf(outputs) : reader.scoreOf(outputs, positive);
    });
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return {
    ...(classes.length > 0 && { agreement: presentAgreement(classes) }),
    ...(numbers.length > 0 && {
      scores: {
        of,
        ...distanceOf(numbers),
      },
    }),
    latencyMs: {
      version: latencyOf(pairs, pair => pair.second.latencyMs),
      against: latencyOf(pairs, pair => pair.first.latencyMs),
    },
  };
}

function presentAgreement(classes: Array<readonly [string, string]>) {
  const { pairs, share, interval, kappa } = classAgreement(
    classes.map(([first]) => first),
    classes.map(([, second]) => second),
    AGREEMENT_ALPHA,
  );
  return { pairs, share, interval: { ...interval }, ...(kappa !== undefined && { kappa }) };
}

function distanceOf(numbers: Array<readonly [number, number]>) {
  const { quantiles, ...distance } = scoreDistance(
    numbers.map(([first]) => first),
    numbers.map(([, second]) => second),
  );
  return { ...distance, quantiles: quantiles.map(one => ({ ...one })) };
}

/** Over requests: rows of one request share its latency. */
function latencyOf(pairs: PredictionPair[], latency: (pair: PredictionPair) => number) {
  const sketch = new LatencySketch();
  const byRequest = new Map(pairs.map(pair => [pair.predictionId, latency(pair)]));
  byRequest.forEach(ms => sketch.add(ms));
  return quantilesOf(sketch);
}
