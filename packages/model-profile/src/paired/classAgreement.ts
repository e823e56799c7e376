import { cohenKappa } from '../evaluation/agreement';
import { checkLengths } from '../evaluation/checkRows';
import { classCounts, countConfusion } from '../evaluation/ConfusionMatrix';
import { valueOf } from '../evaluation/Figure';
import { Interval } from './Interval';
import { wilsonInterval } from './wilsonInterval';

/** How often two classifiers say the same of the same rows. */
export interface ClassAgreement {
  readonly pairs: number;
  /** Pairs of equal classes. */
  readonly agreeing: number;
  /** Share of pairs of equal classes, in [0, 1]. */
  readonly share: number;
  /** Wilson's, of the share. */
  readonly interval: Interval;
  /** Cohen's kappa, agreement beyond chance, at most 1; undefined where both say one and the same class throughout. */
  readonly kappa?: number;
}

/**
 * Agreement of the classes of two classifiers, with Cohen's kappa (Cohen, "A coefficient of agreement for nominal
 * scales", 1960; `sklearn.metrics.cohen_kappa_score`).
 *
 * @param first - a class for each row
 * @param second - the same rows' classes by the other one
 * @param alpha - 1 minus the confidence of the interval, in (0, 1)
 * @throws EvaluationInputError when there are no rows or lengths differ
 */
export function classAgreement(
  first: readonly string[],
  second: readonly string[],
  alpha: number,
): ClassAgreement {
  const pairs = checkLengths({ 'first classes': first, 'second classes': second });
  const classes = [...new Set([...first, ...second])];
  const place = new Map(classes.map((name, index) => [name, index]));
  const placesOf = (names: readonly string[]) => names.map(name => place.get(name)!);
  const counts = classCounts(countConfusion(classes, placesOf(first), placesOf(second)));
  const agreeing = counts.reduce((sum, { hits }) => sum + hits, 0);
  const kappa = valueOf(cohenKappa(counts));
  return {
    pairs,
    agreeing,
    share: agreeing / pairs,
    interval: wilsonInterval(agreeing, pairs, alpha),
    ...(kappa !== undefined && { kappa }),
  };
}
