import type { InferResponse, Prediction } from '@mlops-backstage/plugin-mlops-common';
import { formatMeasure, formatPercent } from '../../format/numbers';

export interface PredictionInWords {
  /** The answer: `1, with a probability of 63.2 %` or `12.4`. */
  headline: string;
  /** Each class with its score, in the order of the classes; empty for a regressor. */
  scores: Array<{ name: string; score: number }>;
}

/** The first row of an answer in words; undefined when the version doesn't say which outputs carry the prediction. */
export function predictionInWords(
  response: InferResponse,
  prediction: Prediction,
): PredictionInWords | undefined {
  const output = (name: string | undefined) =>
    response.outputs.find(tensor => tensor.name === name)?.data.flat(Infinity);
  const value = output(prediction.value)?.[0];
  if (value !== undefined) {
    return {
      headline: typeof value === 'number' ? formatMeasure(value) : String(value),
      scores: [],
    };
  }
  const scores = (output(prediction.scores) ?? [])
    .slice(0, prediction.classes?.length)
    .map((score, index) => ({
      name: prediction.classes?.[index] ?? String(index),
      score: Number(score),
    }));
  const best = [...scores].sort((a, b) => b.score - a.score)[0];
  const label = output(prediction.label)?.[0] ?? best?.name;
  if (label === undefined) {
    return undefined;
  }
  const own = scores.find(({ name }) => name === String(label));
  const probability = own ? `, with a probability of ${formatPercent(own.score)}` : '';
  return { headline: `Class ${label}${probability}`, scores };
}
