import { meanOf } from './CompensatedSum';

const LOWEST = Number.EPSILON;
const HIGHEST = 1 - Number.EPSILON;

/**
 * Mean −ln(p) of the probabilities given to the actual classes, in nats. A probability is first clipped
 * to [ε, 1 − ε] with the ε of doubles, 2.2e-16, so that a certain error costs 36 and not infinity.
 * Equals `sklearn.metrics.log_loss` (1.5 or later) of scores as doubles.
 *
 * @param rows - at least 1
 * @param probabilityOfTruth - the probability in [0, 1] that a row's actual class was given
 */
export function logLoss(rows: number, probabilityOfTruth: (row: number) => number): number {
  return meanOf(
    rows,
    row => -Math.log(Math.min(Math.max(probabilityOfTruth(row), LOWEST), HIGHEST)),
  );
}
