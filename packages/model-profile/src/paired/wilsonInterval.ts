import { checkAlpha, checkCount, Interval } from './Interval';
import { normalQuantile } from './normal';

/**
 * Wilson's score interval of a proportion: Wilson, "Probable inference, the law of succession, and statistical
 * inference" (1927); `statsmodels.stats.proportion.proportion_confint(method='wilson')`.
 *
 * @param successes - at most `trials`
 * @param trials - at least 1
 * @param alpha - 1 minus the confidence, in (0, 1)
 * @throws RangeError when an argument is outside its range
 */
export function wilsonInterval(successes: number, trials: number, alpha: number): Interval {
  checkCount(successes, 'successes');
  checkCount(trials, 'trials');
  checkAlpha(alpha);
  if (trials === 0 || successes > trials) {
    throw new RangeError(`${successes} successes of ${trials} trials have no proportion`);
  }
  const z2 = normalQuantile(1 - alpha / 2) ** 2;
  const centre = (successes + z2 / 2) / (trials + z2);
  const failures = trials - successes;
  const spread = Math.sqrt(z2 * ((successes * failures) / trials + z2 / 4)) / (trials + z2);
  return {
    low: successes === 0 ? 0 : centre - spread,
    high: failures === 0 ? 1 : centre + spread,
  };
}
