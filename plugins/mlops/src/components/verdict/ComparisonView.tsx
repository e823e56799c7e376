import type { Deployment, ServedComparison } from '@mlops-backstage/plugin-mlops-common';
import { formatCount, formatQuantity } from '../../format/numbers';
import { EmptyState } from '../shared/EmptyState';
import { KeyFigures } from '../shared/Facts';
import { Instant } from '../shared/Instant';
import { StatusWord } from '../shared/StatusWord';
import {
  agreementInWords,
  confidence,
  distanceInWords,
  latencyInWords,
  mcnemarInWords,
  resultInWords,
} from './comparisonInWords';
import { MakeChampion } from './MakeChampion';
import { MetricDifferences } from './MetricDifferences';
import styles from './Verdict.module.css';

interface ComparisonViewProps {
  deployment: Deployment;
  comparison: ServedComparison;
}

/** The verdict on a challenger first, then what it rests on. */
export function ComparisonView({ deployment, comparison }: ComparisonViewProps) {
  const { version, against, pairs, verdict } = comparison;
  const { tone, words } = resultInWords(verdict);
  return (
    <>
      <div className={styles.verdict}>
        <div className={styles.sentence}>
          <span className={styles.word}>
            <StatusWord tone={tone}>{words}</StatusWord>
          </span>
          <p>{verdict.sentence}</p>
        </div>
        <MakeChampion
          deployment={deployment}
          version={version}
          isRecommended={verdict.result === 'better'}
        />
      </div>
      {pairs === 0 ? (
        <EmptyState title="No predictions to compare yet">
          What v{version} predicts for copies of requests shows here within seconds of the next
          ones, for a sample of them. Predictions tried on this page don’t count.
        </EmptyState>
      ) : (
        <Evidence comparison={comparison} />
      )}
      {pairs > 0 && verdict.result === 'unlabelled' && (
        <p className={styles.note}>
          Labels are sent with the x-prediction-id that the endpoint answered: as JSON or CSV to
          POST /api/mlops/deployments/{deployment.name}/labels.
        </p>
      )}
      {comparison.metrics.length > 0 && <Looks against={against} comparison={comparison} />}
    </>
  );
}

function Evidence({ comparison }: { comparison: ServedComparison }) {
  const { version, against, since, pairs, requests, truncated, labelled, latencyMs, verdict } =
    comparison;
  const agreement = agreementInWords(comparison);
  const distance = distanceInWords(comparison);
  const counts = mcnemarInWords(comparison, verdict.alpha);
  return (
    <>
      <KeyFigures
        facts={[
          [
            'Rows both predicted',
            formatCount(pairs),
            <>
              of {formatQuantity(requests, 'request')}
              {truncated ? ', the newest' : ''}
              {since && (
                <>
                  , since <Instant at={since} />
                </>
              )}
            </>,
          ],
          [
            'Labelled',
            formatCount(labelled.pairs),
            <>
              of {formatQuantity(labelled.requests, 'request')}
              {labelled.unusable > 0 && `; ${formatCount(labelled.unusable)} unusable`}
            </>,
          ],
          ['Same class', agreement.value, agreement.note],
          [distance.name, distance.value, distance.note],
          [
            `p50 latency of v${version}`,
            latencyInWords(latencyMs.version.p50),
            `p99 ${latencyInWords(latencyMs.version.p99)}; its run alone`,
          ],
          [
            `p50 latency of v${against}`,
            latencyInWords(latencyMs.against.p50),
            `p99 ${latencyInWords(latencyMs.against.p99)}; in the server`,
          ],
        ]}
      />
      <MetricDifferences comparison={comparison} />
      {counts && <p className={styles.note}>{counts}</p>}
    </>
  );
}

interface LooksProps {
  against: number;
  comparison: ServedComparison;
}

/** How the numbers may be read, where most people read them wrongly. */
function Looks({ against, comparison: { verdict } }: LooksProps) {
  return (
    <p className={styles.note}>
      Differences are to v{against}; the shaded range doesn’t matter. You may look as often as you
      like: the verdict rests on intervals that hold {confidence(verdict.alpha)} of the time over
      all looks together. P-values and bootstrap intervals hold for one look, at a number of
      requests fixed beforehand; stopping when they please raises false alarms.
    </p>
  );
}
