import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  evaluateBinary,
  evaluateMulticlass,
  evaluateRegression,
} from '@mlops-backstage/model-profile';
import type { ScoreCurves } from '@mlops-backstage/model-profile';
import type {
  EvaluationData,
  EvaluationInput,
  Prediction,
  ProblemType,
} from '@mlops-backstage/plugin-mlops-common';
import type { StoredEvaluation } from './EvaluationStore';

/** Points of a curve that are kept: more can't be told apart on a screen. */
const MAX_CURVE_POINTS = 400;
const DEFAULT_THRESHOLD = 0.5;
/** More classes make a matrix that nobody reads, and that grows with their square. */
const MAX_CLASSES = 100;
/** Curves of each class against the others are kept for so many classes, and of fewer points. */
const MAX_CURVED_CLASSES = 20;
const MAX_CLASS_CURVE_POINTS = 100;
/** Computing goes on while nothing else of the backend does: this many take about half a second. */
const MAX_SCORES = 2_000_000;

type Computed = Partial<Omit<StoredEvaluation, 'name' | 'split'>>;

/**
 * The evaluation as it is stored: what the rows of `data` say, computed here, and what was given besides, which wins.
 * The rows themselves aren't kept.
 *
 * @param prediction - names the classes where the data doesn't
 * @throws `InputError` for rows that don't fit the problem type, with the first that doesn't
 */
export function computeEvaluation(
  evaluation: EvaluationInput,
  problemType: ProblemType,
  prediction: Prediction,
): StoredEvaluation {
  const { data, ...given } = evaluation;
  if (!data) {
    return { ...given, metrics: given.metrics ?? {} };
  }
  try {
    const computed = compute(data, problemType, prediction);
    return {
      ...computed,
      ...given,
      metrics: { ...computed.metrics, ...given.metrics },
      computed: {
        labelsDigest: digestOf(data.labels),
        metrics: Object.keys(computed.metrics ?? {}).filter(
          name => !(name in (given.metrics ?? {})),
        ),
      },
    };
  } catch (error) {
    if ((error as Error).name === 'EvaluationInputError') {
      throw new InputError(`The data of "${evaluation.name}": ${(error as Error).message}`);
    }
    throw error;
  }
}

/** Of the labels as text, in their order: who computes from the same rows has the same ones. */
function digestOf(labels: EvaluationData['labels']): string {
  return `sha256:${createHash('sha256')
    .update(JSON.stringify(labels.map(String)))
    .digest('hex')}`;
}

function compute(data: EvaluationData, problemType: ProblemType, prediction: Prediction): Computed {
  switch (problemType) {
    case 'regression':
      return ofRegression(data);
    case 'binary-classification':
      return data.scores ? ofScores(data, data.scores, prediction) : ofClasses(data, prediction);
    case 'multiclass-classification':
      return ofClasses(data, prediction);
    default:
      throw new InputError(
        `Metrics can't be computed for the problem type ${problemType}: give them as "metrics"`,
      );
  }
}

function ofRegression({ labels, predictions }: EvaluationData): Computed {
  if (!predictions) {
    throw new InputError('A regression is evaluated by its predictions: "data" has none');
  }
  const { rows, metrics, undefinedMetrics } = evaluateRegression({
    labels: labels.map(asNumber),
    predictions: predictions.map(asNumber),
  });
  return { rows, metrics: { ...metrics }, ...named(undefinedMetrics) };
}

/** A classifier of two classes, by its scores of the positive one. */
function ofScores(
  data: EvaluationData,
  scores: NonNullable<EvaluationData['scores']>,
  prediction: Prediction,
): Computed {
  const classes = data.classes ?? prediction.classes ?? ['0', '1'];
  const positive = data.positiveClass ?? prediction.positiveClass ?? classes[1];
  const place = classes.indexOf(positive);
  if (classes.length !== 2 || place < 0) {
    throw new InputError(
      `A binary classifier has two classes, one of them positive: got ${classes.join(', ')} and ${positive}`,
    );
  }
  const threshold = data.threshold ?? DEFAULT_THRESHOLD;
  const evaluated = evaluateBinary({
    labels: data.labels.map(label => (typeof label === 'boolean' ? label : isOf(label))),
    scores: scores.map(score => (Array.isArray(score) ? score[place] : score)),
    threshold,
    maxCurvePoints: MAX_CURVE_POINTS,
  });
  function isOf(label: string | number): number {
    const text = String(label);
    if (!classes.includes(text)) {
      throw new InputError(`The label "${text}" is none of the classes ${classes.join(', ')}`);
    }
    return Number(text === positive);
  }
  const { rows, metrics, undefinedMetrics, confusionMatrix } = evaluated;
  return {
    rows,
    threshold,
    metrics: { ...metrics },
    ...named(undefinedMetrics),
    confusionMatrix: {
      // The library puts the negative class first.
      labels: [classes[1 - place], positive],
      counts: confusionMatrix.counts.map(row => [...row]),
    },
    ...curvesOf(evaluated),
  };
}

/** A classifier by its scores of all classes or its predictions. */
function ofClasses(data: EvaluationData, prediction: Prediction): Computed {
  const labels = data.labels.map(String);
  const predictions = data.predictions?.map(String);
  const classes =
    data.classes ?? prediction.classes ?? [...new Set([...labels, ...(predictions ?? [])])].sort();
  if (classes.length > MAX_CLASSES) {
    throw new InputError(
      `The rows have ${classes.length} classes; metrics are computed for up to ${MAX_CLASSES}`,
    );
  }
  if (data.scores && data.scores.length * classes.length > MAX_SCORES) {
    throw new InputError(
      `${data.scores.length} rows of ${classes.length} scores are more than the ${MAX_SCORES} scores that metrics are computed from`,
    );
  }
  if (!data.scores && !predictions) {
    throw new InputError('"data" needs scores or predictions besides the labels');
  }
  const { rows, metrics, undefinedMetrics, confusionMatrix, ...evaluated } = evaluateMulticlass({
    labels,
    classes,
    scores: data.scores?.map(row => (Array.isArray(row) ? row : [row])),
    predictions,
    maxCurvePoints: MAX_CLASS_CURVE_POINTS,
  });
  const withCurves = classes.length <= MAX_CURVED_CLASSES;
  return {
    rows,
    metrics: { ...metrics },
    ...named(undefinedMetrics),
    confusionMatrix: {
      labels: [...confusionMatrix.labels],
      counts: confusionMatrix.counts.map(row => [...row]),
    },
    classes: evaluated.classes.map(one => ({
      label: one.label,
      rows: one.support,
      metrics: {
        precision: one.precision,
        recall: one.recall,
        f1: one.f1,
        ...(one.auc !== undefined && { auc: one.auc }),
        ...(one.averagePrecision !== undefined && { average_precision: one.averagePrecision }),
      },
      ...(withCurves && curvesOf(one)),
    })),
  };
}

/** Numbers come as text where a client knows nothing else. */
function asNumber(value: string | number | boolean): number {
  return typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
}

function named(undefinedMetrics: ReadonlyArray<{ name: string; reason: string }>): Computed {
  return undefinedMetrics.length > 0
    ? { undefinedMetrics: undefinedMetrics.map(({ name, reason }) => ({ name, reason })) }
    : {};
}

function curvesOf({ rocCurve, precisionRecallCurve, calibration }: ScoreCurves): Computed {
  return {
    ...(rocCurve && { rocCurve: rocCurve.map(point => ({ ...point })) }),
    ...(precisionRecallCurve && {
      precisionRecallCurve: precisionRecallCurve.map(point => ({ ...point })),
    }),
    ...(calibration && {
      calibrationCurve: calibration.quantile.map(bin => ({
        predicted: bin.meanScore,
        observed: bin.positiveRate,
        rows: bin.rows,
      })),
    }),
  };
}
