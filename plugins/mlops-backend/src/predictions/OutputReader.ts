import type { Prediction, ProblemType } from '@mlops-backstage/plugin-mlops-common';
import type { Outputs } from './PredictionStore';

/** What a classifier of two classes has where nobody named them. */
const TWO_CLASSES = ['0', '1'];

/** Reads what a version's outputs and labels mean: which class, which score, which value. */
export class OutputReader {
  /** In the order of the scores; unknown where nobody named them. */
  readonly classes?: readonly string[];
  /** Of a classifier of two classes. */
  readonly positive?: string;

  constructor(
    readonly problemType: ProblemType,
    private readonly prediction: Prediction,
  ) {
    const isBinary = problemType === 'binary-classification';
    this.classes = prediction.classes ?? (isBinary ? TWO_CLASSES : undefined);
    this.positive = isBinary ? (prediction.positiveClass ?? this.classes![1]) : undefined;
  }

  /** The predicted class: the label, or the one with the highest score. */
  classOf(outputs: Outputs): string | undefined {
    const label = outputs[this.prediction.label ?? ''];
    if (label !== undefined && label !== null) {
      return this.named(label) ?? String(label);
    }
    const probabilities = this.classes?.map(name => this.scoreOf(outputs, name));
    if (!probabilities?.every(score => score !== undefined)) {
      return undefined;
    }
    return this.classes![probabilities.indexOf(Math.max(...probabilities))];
  }

  /** The score that a class got. */
  scoreOf(outputs: Outputs, name: string): number | undefined {
    const { scores } = this.prediction;
    const place = this.classes?.indexOf(name) ?? -1;
    if (scores === undefined || place < 0) {
      return undefined;
    }
    const own = numberOf(outputs[`${scores}[${place}]`]);
    const single = numberOf(outputs[scores]);
    if (own !== undefined || single === undefined || this.positive === undefined) {
      return own;
    }
    // One score a row is that of the positive class.
    return name === this.positive ? single : 1 - single;
  }

  /** The predicted value of a regression. */
  valueOf(outputs: Outputs): number | undefined {
    return numberOf(outputs[this.prediction.value ?? '']);
  }

  /**
   * The class that a label means: by name, by number where `1.0` is meant for `1`, by place where classes have names and
   * labels have numbers, by truth where there are two.
   */
  named(label: string | number | boolean): string | undefined {
    const text = String(label);
    const { classes } = this;
    if (!classes || classes.includes(text)) {
      return text;
    }
    const number = text.trim() === '' ? NaN : Number(text);
    if (Number.isFinite(number)) {
      const isNumbered = classes.some(name => Number.isFinite(Number(name)));
      return isNumbered ? classes.find(name => Number(name) === number) : classes[number];
    }
    if (this.positive !== undefined && /^(true|false)$/i.test(text)) {
      const isPositive = text.toLowerCase() === 'true';
      return classes.find(name => (name === this.positive) === isPositive);
    }
    return undefined;
  }
}

/** A label as the number that it is. */
export function numberOf(value: Outputs[string] | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value ?? NaN);
  return Number.isFinite(number) && typeof value !== 'boolean' ? number : undefined;
}
