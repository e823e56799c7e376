/** A metric that is left out, and why. */
export interface UndefinedMetric {
  /** As in the metrics, for instance `auc`. */
  readonly name: string;
  /** A sentence without a full stop. */
  readonly reason: string;
}

/** A metric's value, or why it has none. */
export type Figure = number | Missing;

interface Missing {
  readonly reason: string;
}

export function missing(reason: string): Figure {
  return { reason };
}

/** numerator / denominator, or the reason why there is nothing to divide by. */
export function ratio(numerator: number, denominator: number, reasonIfNone: string): Figure {
  return denominator === 0 ? missing(reasonIfNone) : numerator / denominator;
}

/** The figures with a value apart from those without. NaN and infinity never count as values. */
export function collectFigures<Name extends string>(
  figures: Readonly<Partial<Record<Name, Figure>>>,
): { metrics: Partial<Record<Name, number>>; undefinedMetrics: UndefinedMetric[] } {
  const metrics: Partial<Record<Name, number>> = {};
  const undefinedMetrics: UndefinedMetric[] = [];
  for (const name of Object.keys(figures) as Name[]) {
    const figure: Figure | undefined = figures[name];
    if (figure === undefined) continue;
    if (typeof figure !== 'number') undefinedMetrics.push({ name, reason: figure.reason });
    else if (Number.isFinite(figure)) metrics[name] = figure;
    else undefinedMetrics.push({ name, reason: 'Its value is beyond what a double can hold' });
  }
  return { metrics, undefinedMetrics };
}

/** The value alone, undefined where there is none. */
export function valueOf(figure: Figure): number | undefined {
  return typeof figure === 'number' ? figure : undefined;
}
